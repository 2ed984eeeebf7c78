-- Accept one event: deduplicate it, find or open its session, put it in the mailbox. One round trip.
--
-- KEYS  1 seen by event id      2 seen by message id (the same key again where there is none)
--       3 session of thread     4 parked replies of thread (3 and 4 equal 1 where the thread is not known)
--       5 unread   6 undelivered   7 tenant's sessions   8 requests of this person in the window
--       9 tenant's sessions whose thread is not known yet   10 the tenant's round
--       11 what the person used this month   12 what the tenant did   13 the round that is served
--       The session's own keys are built here from ARGV[6]: all keys carry one hash tag, so they share a slot.
-- ARGV  1 kind: request | reply | action      2 mailbox record (JSON)   3 now (ms)
--       4 thread key or ''    5 channel key   6 session key prefix      7 id for a new session
--       8 session named by the action or ''   9 who stops, when the action is Stop or Cancel, or ''
--       10 tenant   11 user id   12 '1' when the thread's root is ours
--       13 dedupe ms   14 max unread   15 max session bytes   16 requests per window (0: no limit)
--       17 window ms   18 parked ms    19 retention ms
--       20 the newest head version that the caller knows
--       21 opening outbox item   22 prefix of the tenant's short ids   23 how long usage is kept, ms
--       24 '1' when the stop is of the whole design, and the turn is to say so
--       25… field, value pairs of a new head
-- Returns {kind, detail, round}: accepted <session> | opened <session> | parked | duplicate | ignored
--       | refused <code>; round is the one in which its turn comes
-- Guarantees: an event takes effect at most once in `dedupe ms`; a refused or ignored one leaves no mark, so that
--       it can be sent again; another tenant's or another thread's session is never touched.
local kind, record, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local thread, channel, prefix = ARGV[4], ARGV[5], ARGV[6]
local retention = tonumber(ARGV[19])

local function unread(id)
  local k = { unread = KEYS[5], served = KEYS[13], tenant = KEYS[10], head = prefix .. id .. ':head' }
  return takeRound(k, id, now, retention)
end

if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return { 'duplicate', '' } end

local function seen()
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[13])
  if KEYS[2] ~= KEYS[1] then redis.call('SET', KEYS[2], '1', 'PX', ARGV[13]) end
end

local function keep(key)
  if redis.call('PTTL', key) < retention - 3600000 then redis.call('PEXPIRE', key, retention) end
end

-- Which session is meant?
local id = false
if kind == 'action' then
  id = ARGV[8]
elseif thread ~= '' then
  id = redis.call('GET', KEYS[3])
end

if id then
  local s = prefix .. id .. ':'
  local head = redis.call('HMGET', s .. 'head', 'tenant', 'channelKey', 'threadKey', 'bytes', 'version')
  local stranger = head[1] ~= ARGV[10]
  if kind == 'action' and not stranger then
    stranger = head[2] ~= channel or (thread ~= '' and head[3] ~= '' and head[3] ~= thread)
  end
  if stranger and kind == 'action' then return { 'refused', 'unknown-session' } end
  if stranger and head[1] then return { 'ignored', '' } end

  if not stranger then
    if (tonumber(head[5]) or 0) > tonumber(ARGV[20]) then return { 'refused', 'newer-session' } end
    if ARGV[9] ~= '' then
      -- Nothing is unread: nothing runs, and a flag left behind would stop the next turn instead.
      if redis.call('ZSCORE', KEYS[5], id) then redis.call('HSET', s .. 'head', 'stop', ARGV[9]) end
      if ARGV[24] ~= '1' then
        seen()
        return { 'accepted', id }
      end
    end
    if redis.call('LLEN', s .. 'mailbox') >= tonumber(ARGV[14]) then return { 'refused', 'too-many-unread' } end
    if tonumber(head[4]) + #record > tonumber(ARGV[15]) then return { 'refused', 'session-full' } end
    seen()
    redis.call('RPUSH', s .. 'mailbox', record)
    redis.call('HINCRBY', s .. 'head', 'bytes', #record)
    keep(s .. 'mailbox')
    return { 'accepted', id, unread(id) }
  end
  -- The thread key outlived its session (retention): as if the thread were unknown.
end

if kind == 'reply' then
  if ARGV[12] ~= '1' or thread == '' then return { 'ignored', '' } end
  -- It is on its way to a session that is being opened, or to one that is gone.
  if redis.call('SCARD', KEYS[9]) == 0 then return { 'refused', 'unknown-thread' } end
  local parked = redis.call('LRANGE', KEYS[4], 0, -1)
  if #parked >= tonumber(ARGV[14]) then return { 'refused', 'too-many-unread' } end
  -- They all join the session's mailbox at once, beside the request.
  local bytes = #record
  for _, other in ipairs(parked) do bytes = bytes + #other end
  if bytes > tonumber(ARGV[15]) / 2 then return { 'refused', 'session-full' } end
  seen()
  redis.call('RPUSH', KEYS[4], record)
  redis.call('PEXPIRE', KEYS[4], ARGV[18])
  return { 'parked', '' }
end

-- A new design.
local limit = tonumber(ARGV[16])
if limit > 0 then
  if tonumber(redis.call('GET', KEYS[8]) or '0') >= limit then return { 'refused', 'too-many-requests' } end
  if redis.call('INCR', KEYS[8]) == 1 then redis.call('PEXPIRE', KEYS[8], ARGV[17]) end
end
seen()
id = ARGV[7]
local s = prefix .. id .. ':'
redis.call('HSET', s .. 'head', 'bytes', #record, unpack(ARGV, 25))
redis.call('RPUSH', s .. 'mailbox', record)
redis.call('RPUSH', s .. 'outbox', ARGV[21])
for _, name in ipairs({ 'head', 'mailbox', 'outbox' }) do redis.call('PEXPIRE', s .. name, retention) end
if thread ~= '' then
  redis.call('SET', KEYS[3], id, 'PX', retention)
else
  redis.call('SADD', KEYS[9], id)
  redis.call('PEXPIRE', KEYS[9], retention)
end
redis.call('ZADD', KEYS[7], now, id)
-- The list does not know which sessions ran out: each new one looks at the two oldest.
for _, old in ipairs(redis.call('ZRANGE', KEYS[7], 0, 1)) do
  if redis.call('EXISTS', prefix .. old .. ':head') == 0 then redis.call('ZREM', KEYS[7], old) end
end
-- The short id: four characters, more where another design has them.
for length = 4, #id do
  local short = string.sub(id, 1, length)
  if redis.call('SET', ARGV[22] .. short, id, 'NX', 'PX', retention) then
    redis.call('HSET', s .. 'head', 'short', short)
    break
  end
end
for i = 11, 12 do
  redis.call('HINCRBY', KEYS[i], 'requests', 1)
  redis.call('PEXPIRE', KEYS[i], ARGV[23])
end
redis.call('ZADD', KEYS[6], now, id)
return { 'opened', id, unread(id) }
