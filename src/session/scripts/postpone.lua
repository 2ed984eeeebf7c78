-- Give a delivery back for later.
--
-- KEYS  1 head   2 sending
-- ARGV  1 token   2 n   3 '1' when message n was certainly not posted: its attempt is forgotten
-- Returns 1 when the delivery was ours, 0 when not (then nothing changes).
-- Guarantees: an attempt whose outcome is not known stays on record.
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
if ARGV[3] == '1' and redis.call('HGET', KEYS[1], 'attempted') == ARGV[2] then redis.call('HDEL', KEYS[1], 'attempted') end
redis.call('DEL', KEYS[2])
return 1
