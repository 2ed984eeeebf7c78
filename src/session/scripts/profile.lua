-- Write a team's profile, where nobody else wrote it in between, and note who did.
--
-- KEYS  1 profile   2 its log   3 seen by event id
-- ARGV  1 the facts as they were read ('' for none)   2 the facts from now on   3 log entry (JSON)
--       4 entries that are kept   5 dedupe ms
-- Returns 'written' | 'changed' somebody else wrote; read again | 'duplicate'
-- Guarantees: no change is lost between two people; one event is one entry.
if redis.call('EXISTS', KEYS[3]) == 1 then return 'duplicate' end
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 'changed' end
redis.call('SET', KEYS[3], '1', 'PX', ARGV[5])
redis.call('SET', KEYS[1], ARGV[2])
redis.call('LPUSH', KEYS[2], ARGV[3])
redis.call('LTRIM', KEYS[2], 0, tonumber(ARGV[4]) - 1)
return 'written'
