-- Read what changed in a web thread since a number, as one consistent picture. Writes nothing.
--
-- KEYS  1 items   2 order   3 changed   4 last number   5 facts   6 status
-- ARGV  1 number the reader has seen, 0 for none
-- Returns {last number, status or '', facts as a flat list, [line id, JSON, first number] …}, lines by first number
--       being up to the caller.
local lines = { redis.call('GET', KEYS[4]) or '0', redis.call('GET', KEYS[6]) or '', redis.call('HGETALL', KEYS[5]) }
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf')) do
  local line = redis.call('HGET', KEYS[1], id)
  if line then
    lines[#lines + 1] = id
    lines[#lines + 1] = line
    lines[#lines + 1] = redis.call('ZSCORE', KEYS[2], id) or '0'
  end
end
return lines
