-- A worker is still at a job. ARGV: id, token, seconds of the lease, then fields to set. 0: it is no longer its own.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local job = 'galley:job:' .. ARGV[1]
local known = redis.call('HMGET', job, 'state', 'token')
if known[1] ~= 'running' or known[2] ~= ARGV[2] then return 0 end
redis.call('ZADD', 'galley:open', now + tonumber(ARGV[3]), ARGV[1])
if #ARGV > 3 then
  redis.call('HSET', job, unpack(ARGV, 4))
  redis.call('PUBLISH', 'galley:events:' .. ARGV[1], 'running')
end
return 1
