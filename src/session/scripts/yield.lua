-- Give a turn's lease back while events are left: the session's next turn comes a round later.
--
-- KEYS  1 lease   2 head   3 unread   4 the round that is served   5 the tenant's round
-- ARGV  1 token   2 retention ms
-- Returns the round, or 0 when the lease was not ours any more (then nothing changes).
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('DEL', KEYS[1])
return nextRound({ unread = KEYS[3], served = KEYS[4], tenant = KEYS[5], head = KEYS[2] }, tonumber(ARGV[2]))
