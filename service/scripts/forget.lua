-- Removes a job. ARGV: id. Gives the jobs whose folders of the store nothing needs any more.
local id, job = ARGV[1], 'galley:job:' .. ARGV[1]
local known = redis.call('HMGET', job, 'owner', 'fingerprint', 'result_of', 'batch')
if not known[1] and not known[2] then return {} end
local owner = known[1] or ''
redis.call('DEL', job)
redis.call('ZREM', 'galley:open', id)
redis.call('ZREM', 'galley:expiry', id)
redis.call('SREM', 'galley:waiting', id)
redis.call('SREM', 'galley:waiting:' .. owner, id)
redis.call('ZREM', 'galley:jobs:' .. owner, id)
if known[4] then redis.call('LREM', 'galley:batch-jobs:' .. known[4], 1, id) end
redis.call('PUBLISH', 'galley:events:' .. id, 'removed')
local made = 'galley:made:' .. owner .. ':' .. (known[2] or '')
if redis.call('GET', made) == id then redis.call('DEL', made) end
local maker = known[3] or id
redis.call('SREM', 'galley:users:' .. maker, id)
if redis.call('SCARD', 'galley:users:' .. maker) > 0 then
  if maker == id then return {} end
  return {id}
end
if maker == id then return {id} end
return {id, maker}
