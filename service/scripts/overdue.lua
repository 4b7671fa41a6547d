-- The open jobs nobody was heard of in time, to ring for. ARGV: seconds until they are rung for again, how many.
-- ARGV[3]: how many interruptions do not count as attempts. A job whose worker went silent is queued again. Two reconcilers never get the same job.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local late = redis.call('ZRANGEBYSCORE', 'galley:open', '-inf', now, 'LIMIT', 0, ARGV[2])
for _, id in ipairs(late) do
  local job = 'galley:job:' .. id
  local known = redis.call('HMGET', job, 'state', 'owner')
  if known[1] then
    redis.call('ZADD', 'galley:open', now + tonumber(ARGV[1]), id)
    if known[1] == 'running' then
      redis.call('HSET', job, 'state', 'queued', 'token', '', 'stage', '', 'progress', '0')
      redis.call('SADD', 'galley:waiting', id)
      redis.call('SADD', 'galley:waiting:' .. (known[2] or ''), id)
      redis.call('HINCRBY', 'galley:counters', 'leases_expired', 1)
      if redis.call('HINCRBY', job, 'interruptions', 1) <= tonumber(ARGV[3]) then
        redis.call('HINCRBY', job, 'attempts', -1)
      end
      redis.call('PUBLISH', 'galley:events:' .. id, 'queued')
    end
  else
    redis.call('ZREM', 'galley:open', id)
  end
end
return late
