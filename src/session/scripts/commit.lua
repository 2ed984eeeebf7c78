-- Commit a step (or a checkpoint within one): entries, messages to send, head and mailbox change together.
--
-- KEYS  1 head   2 entries   3 mailbox   4 outbox   5 lease   6 thread   7 unread   8 undelivered
--       9 session of thread (the head again while the thread is not known)   10 the round that is served
--       11 session of its short id   12 what the requester used this month   13 what the tenant did
--       14 the tenant's decided sessions
-- ARGV  1 fence   2 token   3 session id   4 now (ms)   5 entries so far   6 events to consume
--       7 '1' for a checkpoint: the step goes on, the session stays unread; 'failed' where it came to no answer
--       8 max session bytes   9 retention ms   10 entries given (e)   11 messages given (o)
--       12 how long usage is kept, ms   13 what is counted of this step, or ''
--       14 '1' the session is decided from now on, '0' it is not, '' as it was
--       15… e entries, o outbox items, then field, value pairs of the head (only what changed)
--       An entry that is a number, not JSON, is that event of the mailbox (from 0), moved as it is; numbers ascend.
-- Returns {'committed', mailbox that is left} (the lease is given back when it is empty and this is no checkpoint)
--       | {'lost'}  the fence is not ours, or this commit was made already
--       | {'too-large'}  nothing was written
-- Guarantees: all or nothing; refused after any later begin and after forget; made at most once, because the
--       transcript has the expected length only the first time.
local head = redis.call('HMGET', KEYS[1], 'fence', 'bytes', 'working', 'round')
if head[1] ~= ARGV[1] or redis.call('LLEN', KEYS[2]) ~= tonumber(ARGV[5]) then return { 'lost' } end

local now, retention = tonumber(ARGV[4]), tonumber(ARGV[9])
local e, o = tonumber(ARGV[10]), tonumber(ARGV[11])
local consumed = tonumber(ARGV[6])
local bytes = 0
for i = 0, consumed - 1 do bytes = bytes - #(redis.call('LINDEX', KEYS[3], i) or '') end
for i = 15, 14 + e + o do
  local event = i < 15 + e and tonumber(ARGV[i])
  bytes = bytes + (event and #(redis.call('LINDEX', KEYS[3], event) or '') or #ARGV[i])
end
if tonumber(head[2]) + bytes > tonumber(ARGV[8]) then return { 'too-large' } end

-- Pushed in slices: unpack has a limit of some thousand values.
local function push(key, from, to)
  for i = from, to, 500 do redis.call('RPUSH', key, unpack(ARGV, i, math.min(i + 499, to))) end
end

local taken, from = 0, 15
for i = 15, 14 + e do
  local event = tonumber(ARGV[i])
  if event then
    push(KEYS[2], from, i - 1)
    from = i + 1
    if event > taken then redis.call('LTRIM', KEYS[3], event - taken, -1) end
    redis.call('LMOVE', KEYS[3], KEYS[2], 'LEFT', 'RIGHT')
    taken = event + 1
  end
end
push(KEYS[2], from, 14 + e)
push(KEYS[4], 15 + e, 14 + e + o)
if consumed > taken then redis.call('LTRIM', KEYS[3], consumed - taken, -1) end
redis.call('HSET', KEYS[1], 'bytes', tonumber(head[2]) + bytes, 'updatedAt', ARGV[4], unpack(ARGV, 15 + e + o))

local left = redis.call('LRANGE', KEYS[3], 0, -1)
-- These the turn reads next; what comes later may still be amended.
redis.call('HSET', KEYS[1], 'reading', #left)
if ARGV[7] == '1' then
  redis.call('HSET', KEYS[1], 'working', '1')
else
  redis.call('HDEL', KEYS[1], 'tries')
  -- Only what came to an answer was served: turns that fail and come back must not stand before all that is new.
  local round = ARGV[7] == '' and tonumber(head[4] or '1') or 0
  if round > tonumber(redis.call('GET', KEYS[10]) or '1') then redis.call('SET', KEYS[10], round) end
  if head[3] then redis.call('HDEL', KEYS[1], 'working') end
  if #left == 0 then
    redis.call('HDEL', KEYS[1], 'stop')
    redis.call('ZREM', KEYS[7], ARGV[3])
    -- Nobody waits: the count may begin anew before it is too large for the queue.
    if redis.call('EXISTS', KEYS[7]) == 0 and tonumber(redis.call('GET', KEYS[10]) or '0') > 1000000 then
      redis.call('DEL', KEYS[10])
    end
    if redis.call('GET', KEYS[5]) == ARGV[2] then redis.call('DEL', KEYS[5]) end
  end
end
if ARGV[13] ~= '' then
  for i = 12, 13 do
    redis.call('HINCRBY', KEYS[i], ARGV[13], 1)
    redis.call('PEXPIRE', KEYS[i], ARGV[12])
  end
end
if ARGV[14] == '1' then
  redis.call('ZADD', KEYS[14], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[14], retention)
elseif ARGV[14] == '0' then
  redis.call('ZREM', KEYS[14], ARGV[3])
end
if o > 0 then redis.call('ZADD', KEYS[8], 'NX', now, ARGV[3]) end

-- The retention runs from the last activity. Written at most once an hour and key, as each write is a log line.
for _, i in ipairs({ 1, 2, 3, 4, 6, 9, 11 }) do
  local ttl = redis.call('PTTL', KEYS[i])
  if ttl ~= -2 and ttl < retention - 3600000 then redis.call('PEXPIRE', KEYS[i], retention) end
end
return { 'committed', left }
