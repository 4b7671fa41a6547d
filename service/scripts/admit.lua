-- Accepts a job, all or nothing. ARGV: id, owner, seconds until it is rung for again, how many may
-- wait, how many of one owner, name and digest of the idempotency key ('' for none) and its seconds,
-- seconds to keep, then the fields of the record. A job whose result is known is finished at once.
local id, owner, ring = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local job = 'galley:job:' .. id
if redis.call('EXISTS', job) == 1 then return {'accepted', id} end

local promise = ARGV[6]
if promise ~= '' then
  local known = redis.call('HMGET', promise, 'job', 'digest')
  if known[1] and redis.call('EXISTS', 'galley:job:' .. known[1]) == 1 then
    if known[2] ~= ARGV[7] then return {'mismatch', known[1]} end
    return {'replayed', known[1]}
  end
end

local fields = {}
for at = 10, #ARGV, 2 do fields[ARGV[at]] = ARGV[at + 1] end
local made = 'galley:made:' .. owner .. ':' .. fields['fingerprint']
local maker = redis.call('GET', made)
local reused = maker and redis.call('HGET', 'galley:job:' .. maker, 'state') == 'finished'
if not reused then
  if redis.call('SCARD', 'galley:waiting') >= tonumber(ARGV[4]) then return {'full'} end
  if redis.call('SCARD', 'galley:waiting:' .. owner) >= tonumber(ARGV[5]) then return {'full-owner'} end
end

redis.call('HSET', job, unpack(ARGV, 10))
redis.call('HSET', job, 'created', string.format('%.6f', now))
redis.call('ZADD', 'galley:jobs:' .. owner, string.format('%.6f', now), id)
if fields['batch'] then redis.call('RPUSH', 'galley:batch-jobs:' .. fields['batch'], id) end
if reused then
  local told = redis.call('HMGET', 'galley:job:' .. maker, 'token', 'results', 'result_of', 'counts', 'ok')
  local expires = string.format('%.6f', now + tonumber(ARGV[9]))
  redis.call('HSET', job, 'state', 'finished', 'reused', '1', 'progress', '1',
    'finished', string.format('%.6f', now), 'expires', expires, 'token', told[1], 'results', told[2],
    'result_of', told[3], 'counts', told[4], 'ok', told[5])
  redis.call('SADD', 'galley:users:' .. told[3], id)
  redis.call('ZADD', 'galley:expiry', expires, id)
  if fields['callback'] then redis.call('ZADD', 'galley:callbacks', now, id) end
  redis.call('HINCRBY', 'galley:counters', 'jobs_reused', 1)
else
  redis.call('ZADD', 'galley:open', now + ring, id)
  redis.call('SADD', 'galley:waiting', id)
  redis.call('SADD', 'galley:waiting:' .. owner, id)
end
if promise ~= '' then
  redis.call('HSET', promise, 'job', id, 'digest', ARGV[7])
  redis.call('EXPIRE', promise, ARGV[8])
end
redis.call('HINCRBY', 'galley:counters', 'jobs_accepted', 1)
return {reused and 'reused' or 'accepted', id}
