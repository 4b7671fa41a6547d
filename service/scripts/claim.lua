-- A worker takes a job that waits; one that another worker lost waits again when a reconciler has seen it. ARGV: id, token, worker, seconds of the lease, most attempts, error, seconds to keep.
-- Says 'gone', 'busy', 'failed' or 'yours'.
local id = ARGV[1]
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local job = 'galley:job:' .. id
local known = redis.call('HMGET', job, 'state', 'attempts', 'owner')
if known[1] == 'running' then return 'busy' end
if known[1] ~= 'queued' then return 'gone' end
redis.call('SREM', 'galley:waiting', id)
redis.call('SREM', 'galley:waiting:' .. (known[3] or ''), id)
local attempts = tonumber(known[2] or '0') + 1
if attempts > tonumber(ARGV[5]) then
  local expires = string.format('%.6f', now + tonumber(ARGV[7]))
  redis.call('HSET', job, 'state', 'failed', 'error', ARGV[6], 'token', '', 'expires', expires,
    'finished', string.format('%.6f', now))
  redis.call('ZREM', 'galley:open', id)
  redis.call('ZADD', 'galley:expiry', expires, id)
  if redis.call('HEXISTS', job, 'callback') == 1 then redis.call('ZADD', 'galley:callbacks', now, id) end
  redis.call('HINCRBY', 'galley:counters', 'jobs_failed', 1)
  redis.call('PUBLISH', 'galley:events:' .. id, 'failed')
  return 'failed'
end
redis.call('HSET', job, 'state', 'running', 'attempts', attempts, 'token', ARGV[2], 'worker', ARGV[3],
  'started', string.format('%.6f', now), 'stage', 'fetching', 'progress', '0.1')
redis.call('ZADD', 'galley:open', now + tonumber(ARGV[4]), id)
redis.call('PUBLISH', 'galley:events:' .. id, 'running')
return 'yours'
