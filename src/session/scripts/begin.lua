-- Begin a turn: take the session's lease, raise its fence, and read all that a turn needs. One round trip.
--
-- KEYS  1 head   2 entries   3 mailbox   4 outbox   5 lease   6 unread
--       The team's profile is found through the head and built from ARGV[5]: one hash tag, one slot.
-- ARGV  1 token of this turn   2 lease ms   3 session id   4 the newest head version that the caller can read
--       5 prefix of the tenant's keys
-- Returns {'begun', fence, outbox length, head as field/value list, entries, mailbox, profile (JSON) or ''}
--       The profile is for a session that has no brief yet.
--       | {'held', ms until the lease ends} | {'idle'} nothing to do | {'missing'} no such session
--       | {'newer', version} of the head than the caller can read; nothing was changed
-- Guarantees: one token holds the lease; each success has a higher fence than all before; the same token may
--       begin again (a command that was sent twice). A session that is not there is not made.
local token = ARGV[1]
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[6], ARGV[3])
  return { 'missing' }
end
local version = redis.call('HGET', KEYS[1], 'version')
if tonumber(version) and tonumber(version) > tonumber(ARGV[4]) then return { 'newer', version } end
local holder = redis.call('GET', KEYS[5])
if holder and holder ~= token then return { 'held', redis.call('PTTL', KEYS[5]) } end
if redis.call('LLEN', KEYS[3]) == 0 and redis.call('HGET', KEYS[1], 'working') ~= '1' then
  redis.call('ZREM', KEYS[6], ARGV[3])
  redis.call('HDEL', KEYS[1], 'stop')
  return { 'idle' }
end
redis.call('SET', KEYS[5], token, 'PX', ARGV[2])
local fence = redis.call('HINCRBY', KEYS[1], 'fence', 1)
redis.call('HINCRBY', KEYS[1], 'tries', 1)
redis.call('HSET', KEYS[1], 'reading', redis.call('LLEN', KEYS[3]))
local profile = ''
if redis.call('HEXISTS', KEYS[1], 'brief') == 0 then
  profile = redis.call('GET', ARGV[5] .. redis.call('HGET', KEYS[1], 'tenant') .. ':profile') or ''
end
return {
  'begun', fence, redis.call('LLEN', KEYS[4]), redis.call('HGETALL', KEYS[1]),
  redis.call('LRANGE', KEYS[2], 0, -1), redis.call('LRANGE', KEYS[3], 0, -1),
  profile,
}
