-- Amend what a person wrote, as long as nobody has read it: their words are replaced, or taken back. One round trip.
--
-- KEYS  1 session of the thread   2 parked replies of the thread
--       The session's own keys are built from ARGV[1]: all keys carry one hash tag, so they share a slot.
-- ARGV  1 session key prefix   2 the message's id   3 the new words, '' when they are taken back   4 tenant   5 user id
-- Returns 1, or 0 where the words are read already, or are not there, or somebody else's.
-- Guarantees: what a turn has read stays as it read it; the number of events that wait does not change.
local id = redis.call('GET', KEYS[1])
local list, head, from = KEYS[2], false, 0
if id then
  head = ARGV[1] .. id .. ':head'
  if redis.call('HGET', head, 'tenant') ~= ARGV[4] then return 0 end
  list = ARGV[1] .. id .. ':mailbox'
  if redis.call('EXISTS', ARGV[1] .. id .. ':lease') == 1 then
    from = tonumber(redis.call('HGET', head, 'reading') or '0')
  end
end
for i = from, redis.call('LLEN', list) - 1 do
  local record = redis.call('LINDEX', list, i)
  local event = cjson.decode(record)
  if event.message == ARGV[2] and event.user.id == ARGV[5] then
    event.text = ARGV[3]
    if ARGV[3] == '' then event.continues = nil end
    local amended = cjson.encode(event)
    redis.call('LSET', list, i, amended)
    if head then redis.call('HINCRBY', head, 'bytes', #amended - #record) end
    return 1
  end
end
return 0
