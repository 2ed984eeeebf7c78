-- Forget a session: every key that belongs to it, and its place in every set.
--
-- KEYS  1 head   2 entries   3 mailbox   4 outbox   5 lease   6 sending   7 thread   8 unread   9 undelivered
--       10 the tenant's sessions whose thread is not known yet   11 the tenant's decided sessions   12 opinions
--       The tenant's list and the thread's keys are found in the head and built from ARGV: one hash tag, one slot.
-- ARGV  1 session id   2 prefix of thread keys   3 the tenant's list   4 tenant
--       5 prefix of the tenant's short ids
-- Returns 1, or 0 when there is no such session of that tenant.
-- Guarantees: a turn or a delivery that still runs writes nothing afterwards: its fence is gone with the head.
local head = redis.call('HMGET', KEYS[1], 'tenant', 'threadKey', 'short')
if head[1] ~= ARGV[4] then return 0 end
redis.call('HINCRBY', KEYS[1], 'fence', 1)
-- Its names may be another session's by now.
local function named(key) return redis.call('GET', key) == ARGV[1] end
if head[2] and head[2] ~= '' and named(ARGV[2] .. head[2]) then
  redis.call('DEL', ARGV[2] .. head[2], ARGV[2] .. head[2] .. ':parked')
end
if head[3] and named(ARGV[5] .. head[3]) then redis.call('DEL', ARGV[5] .. head[3]) end
redis.call('ZREM', ARGV[3], ARGV[1])
redis.call('SREM', KEYS[10], ARGV[1])
redis.call('ZREM', KEYS[11], ARGV[1])
redis.call('ZREM', KEYS[8], ARGV[1])
redis.call('ZREM', KEYS[9], ARGV[1])
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[12])
return 1
