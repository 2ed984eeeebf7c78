-- Write one line of a web thread: a message of ours, a person's own post, or a change of either. One round trip.
--
-- KEYS  1 items (hash: line id -> JSON)   2 order (sorted set: line id by the number it was first written under)
--       3 changed (sorted set: line id by the number of its newest change)   4 last number   5 facts of the thread (hash)
--       6 mark that the session store sets once it accepted the event (the same as 4 where there is none)
--       7… lines that tell of a session, one set for each session that this line tells of beside its thread's own
-- ARGV  1 line id   2 JSON   3 mode: once | own | change   4 retention ms   5 live channel
--       6 how the line is named in those sets   7… field, value pairs for the facts that are not known yet
-- Returns the number it was written under, 0 where nothing was to be done.
-- Guarantees: `once` writes an id at most once; `own` replaces a person's words only as long as nobody accepted
--       them; `change` never writes what is not there; nothing is written where a design was forgotten; who listens is told after, never before, the write.
if redis.call('HEXISTS', KEYS[5], 'forgotten') == 1 then return 0 end
local old = redis.call('HGET', KEYS[1], ARGV[1])
local mode = ARGV[3]
if mode == 'once' and old then return 0 end
if mode == 'own' and old and KEYS[6] ~= KEYS[4] and redis.call('EXISTS', KEYS[6]) == 1 then return 0 end
if mode == 'change' and not old then return 0 end
if old == ARGV[2] then return 0 end

local number = redis.call('INCR', KEYS[4])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if not old then redis.call('ZADD', KEYS[2], number, ARGV[1]) end
redis.call('ZADD', KEYS[3], number, ARGV[1])
for i = 7, #ARGV, 2 do redis.call('HSETNX', KEYS[5], ARGV[i], ARGV[i + 1]) end
for i = 1, 5 do redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
for i = 7, #KEYS do
  redis.call('SADD', KEYS[i], ARGV[6])
  redis.call('PEXPIRE', KEYS[i], ARGV[4])
end
redis.call('PUBLISH', ARGV[5], number)
return number
