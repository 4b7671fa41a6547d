-- The first end of a job wins. ARGV: id, token ('' for whoever), state, seconds to keep, then fields. 0: it had ended.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local id, job, state = ARGV[1], 'galley:job:' .. ARGV[1], ARGV[3]
local known = redis.call('HMGET', job, 'state', 'token', 'owner', 'fingerprint', 'started')
if known[1] ~= 'queued' and known[1] ~= 'running' then return 0 end
if ARGV[2] ~= '' and (known[1] ~= 'running' or known[2] ~= ARGV[2]) then return 0 end
local expires = string.format('%.6f', now + tonumber(ARGV[4]))
if #ARGV > 4 then redis.call('HSET', job, unpack(ARGV, 5)) end
redis.call('HSET', job, 'state', state, 'stage', '', 'finished', string.format('%.6f', now), 'expires', expires)
redis.call('ZREM', 'galley:open', id)
redis.call('SREM', 'galley:waiting', id)
redis.call('SREM', 'galley:waiting:' .. (known[3] or ''), id)
redis.call('ZADD', 'galley:expiry', expires, id)
if state == 'finished' then
  redis.call('HSET', job, 'result_of', id, 'progress', '1')
  redis.call('SET', 'galley:made:' .. (known[3] or '') .. ':' .. known[4], id)
  redis.call('SADD', 'galley:users:' .. id, id)
end
if redis.call('HEXISTS', job, 'callback') == 1 then redis.call('ZADD', 'galley:callbacks', now, id) end
redis.call('HINCRBY', 'galley:counters', 'jobs_' .. state, 1)
if known[5] then redis.call('HINCRBYFLOAT', 'galley:counters', 'job_seconds', now - tonumber(known[5])) end
redis.call('PUBLISH', 'galley:events:' .. id, state)
return 1
