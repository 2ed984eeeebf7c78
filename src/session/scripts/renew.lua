-- Keep a lease (a turn's or a delivery's), and learn whether somebody pressed Stop.
--
-- KEYS  1 lease   2 head
-- ARGV  1 token   2 lease ms   3 fence, or '' for a delivery
-- Returns {'kept', user who pressed Stop or '', thread (JSON)} | {'lost'}
-- Guarantees: a lease that ran out is taken again only while nobody else had it in between (the fence is ours).
local holder = redis.call('GET', KEYS[1])
-- A session's first message is delivered before its first turn has given it a fence.
local head = redis.call('HMGET', KEYS[2], 'fence', 'stop', 'thread', 'version')
if not head[4] then return { 'lost' } end
if holder and holder ~= ARGV[1] then return { 'lost' } end
if not holder and (ARGV[3] == '' or head[1] ~= ARGV[3]) then return { 'lost' } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { 'kept', head[2] or '', head[3] or '' }
