-- Stands before the scripts that give a session the round in which its turn comes: the one that is served now, or the one
-- after the tenant's last. Start-time fair queueing (Goyal, Vin & Cheng, 1996) with a cost of 1: a tenant's sessions keep
-- their order, and nobody starves.
--
-- k: keys of unread, the round that is served, the tenant's round, the session's head. Each returns the session's round.
local function nextRound(k, retention)
  local served = tonumber(redis.call('GET', k.served) or '1')
  local last = tonumber(redis.call('GET', k.tenant) or '0')
  -- No tenant is farther ahead than all that wait: it is of a count that began anew.
  if last > served + redis.call('ZCARD', k.unread) then last = 0 end
  local round = math.max(served, last + 1)
  redis.call('SET', k.tenant, round, 'PX', retention)
  redis.call('HSET', k.head, 'round', round)
  return round
end

-- Makes a session unread; one that is unread already keeps its round.
local function takeRound(k, id, now, retention)
  if redis.call('ZADD', k.unread, 'NX', now, id) == 1 then return nextRound(k, retention) end
  return tonumber(redis.call('HGET', k.head, 'round') or redis.call('GET', k.served) or '1')
end

