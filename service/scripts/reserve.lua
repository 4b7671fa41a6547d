-- Takes a callback that is due, for one who delivers. ARGV: job, now, until when it is nobody else's. 0: another was first.
local due = redis.call('ZSCORE', 'galley:callbacks', ARGV[1])
if not due or tonumber(due) > tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', 'galley:callbacks', ARGV[3], ARGV[1])
return 1
