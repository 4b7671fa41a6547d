-- A worker gives a job back. ARGV: id, token, verdict, seconds until it is rung for, how many interruptions do not
-- count as attempts. 0: it was no longer its own.
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1e6
local id, job = ARGV[1], 'galley:job:' .. ARGV[1]
local known = redis.call('HMGET', job, 'state', 'token', 'owner')
if known[1] ~= 'running' or known[2] ~= ARGV[2] then return 0 end
redis.call('HSET', job, 'state', 'queued', 'token', '', 'stage', '', 'progress', '0')
local forgiven = ARGV[3] == 'unharmed'
if ARGV[3] == 'interrupted' then forgiven = redis.call('HINCRBY', job, 'interruptions', 1) <= tonumber(ARGV[5]) end
if forgiven then redis.call('HINCRBY', job, 'attempts', -1) end
redis.call('ZADD', 'galley:open', now + tonumber(ARGV[4]), id)
redis.call('SADD', 'galley:waiting', id)
redis.call('SADD', 'galley:waiting:' .. (known[3] or ''), id)
redis.call('PUBLISH', 'galley:events:' .. id, 'queued')
return 1
