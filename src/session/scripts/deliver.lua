-- One step of delivery: record what became of message n (when one was sent), then hand out the next message and
-- mark it as attempted. One round trip for each message.
--
-- KEYS  1 head   2 outbox   3 entries   4 thread   5 sending   6 mailbox   7 unread   8 undelivered
--       9 session of thread, 10 parked replies of it (when ARGV[7] is given, else the head again)
--       11 the round that is served
--       The tenant's openings, round and notify setting are found through the head and built from ARGV[12]: one hash tag, one slot.
-- ARGV  1 token   2 lease ms   3 session id   4 now (ms)
--       5 n that was sent, or ''   6 its platform id ('' for an update or a refusal)
--       7 thread key that became known with it, or ''   8 that thread (JSON)
--       9 '' | 'refused': nothing that waits can be delivered, drop it
--         | 'no-channel': the team's channel cannot be reached, it is told of nothing from now on   10 retention ms
--       11 the newest head version that the caller can read   12 prefix of the tenant's keys
--       13 with 'no-channel', the channel (JSON) that was tried
-- Returns {'next', woke, n, item, attempted before, entry (JSON) or '', platform id of the message to update
--          or '', head as value list in the order of HMGET below,
--          of a notice: channel (JSON), who set it (JSON)}
--       | {'done', woke} | {'held', ms} | {'missing'}
--       | {'newer', version} of the head than the caller can read; nothing was changed
--       woke is 0; when parked replies reached the mailbox, the round in which the session's turn comes
-- Guarantees: messages are handed out in order and to one token at a time; the attempt is on record before it is
--       made; a message is recorded once, however often this is sent; nothing passes the opening.
local token, id, now, retention = ARGV[1], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[10])
local fields = redis.call('HMGET', KEYS[1], 'delivered', 'attempted', 'version', 'tenant', 'requester', 'title',
  'state', 'openRound', 'recommended', 'revision', 'thread', 'short', 'decision')
if not fields[3] then
  redis.call('ZREM', KEYS[8], id)
  redis.call('DEL', KEYS[5])
  -- Replies that waited for the thread of a session which was forgotten meanwhile.
  if ARGV[7] ~= '' then redis.call('DEL', KEYS[10]) end
  return { 'missing' }
end
if tonumber(fields[3]) and tonumber(fields[3]) > tonumber(ARGV[11]) then return { 'newer', fields[3] } end
local n = tonumber(fields[1] or '0')
local woke = 0

if ARGV[5] ~= '' and n == tonumber(ARGV[5]) then
  if n == 0 then redis.call('SREM', ARGV[12] .. fields[4] .. ':openings', id) end
  n = n + 1
  if ARGV[6] ~= '' then
    redis.call('HSET', KEYS[4], ARGV[5], ARGV[6])
    redis.call('HDEL', KEYS[1], 'delivery')
    if redis.call('PTTL', KEYS[4]) < 0 then redis.call('PEXPIRE', KEYS[4], retention) end
  end
  if ARGV[7] ~= '' then
    fields[11] = ARGV[8]
    redis.call('HSET', KEYS[1], 'thread', ARGV[8], 'threadKey', ARGV[7])
    redis.call('SET', KEYS[9], id, 'PX', retention)
    local parked = redis.call('LRANGE', KEYS[10], 0, -1)
    for _, record in ipairs(parked) do
      redis.call('RPUSH', KEYS[6], record)
      redis.call('HINCRBY', KEYS[1], 'bytes', #record)
    end
    if #parked > 0 then
      redis.call('PEXPIRE', KEYS[6], retention)
      redis.call('DEL', KEYS[10])
      local tenantRound = ARGV[12] .. fields[4] .. ':round'
      local k = { unread = KEYS[7], served = KEYS[11], tenant = tenantRound, head = KEYS[1] }
      woke = takeRound(k, id, now, retention)
    end
  end
  if ARGV[9] == 'refused' then
    n = redis.call('LLEN', KEYS[2])
    redis.call('HSET', KEYS[1], 'delivery', 'refused')
  end
  redis.call('HSET', KEYS[1], 'delivered', n)
end

local setting = ARGV[12] .. fields[4] .. ':notify'
-- Somebody may have named another channel meanwhile: that one stays.
if ARGV[9] == 'no-channel' and redis.call('HGET', setting, 'channel') == ARGV[13] then redis.call('DEL', setting) end

-- What the team's channel need not hear is passed over.
local item, channel, setter
local first = n
repeat
  item = redis.call('LINDEX', KEYS[2], n)
  local told = item and string.match(item, '^!(%a)')
  local skip = false
  if told then
    local want = redis.call('HMGET', setting, 'events', 'channel', 'by')
    channel, setter = want[2] or '', want[3] or ''
    skip = not (want[1] and string.find(want[1], told, 1, true))
    if skip then n = n + 1 end
  end
until not skip
if n > first then redis.call('HSET', KEYS[1], 'delivered', n) end
local holder = redis.call('GET', KEYS[5])
if not item then
  redis.call('ZREM', KEYS[8], id)
  if holder == token then redis.call('DEL', KEYS[5]) end
  return { 'done', woke }
end
if holder and holder ~= token then return { 'held', redis.call('PTTL', KEYS[5]) } end
redis.call('SET', KEYS[5], token, 'PX', ARGV[2])
local before = 0
if fields[2] == tostring(n) then before = 1 else redis.call('HSET', KEYS[1], 'attempted', n) end

local entry, target = '', ''
local number = string.match(item, '^(%d+)%.?%d*$') or string.match(item, '<o?(%d+)') or string.match(item, '^!%a(%d+)$')
if number then entry = redis.call('LINDEX', KEYS[3], number) or '' end
local of = string.match(item, '^(%d+)<')
if of then target = redis.call('HGET', KEYS[4], of) or '' end
for i = 1, 13 do fields[i] = fields[i] or '' end
return { 'next', woke, n, item, before, entry, target, fields, channel or '', setter or '' }
