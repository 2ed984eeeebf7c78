-- Give a turn's lease back without a commit, so that the next worker need not wait for it to run out.
--
-- KEYS  1 lease
-- ARGV  1 token
-- Returns 1 when it was ours, 0 when not. Guarantees: somebody else's lease stays.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
