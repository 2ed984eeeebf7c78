/** Looks through all of Redis, keys and values, as somebody would who has the whole data. */
import type { Redis } from 'ioredis'

/** The keys that hold one of the words, in their name or in what they hold. */
export async function tracesOf(redis: Redis, words: readonly string[]): Promise<string[]> {
  const keys = await redis.keys('*')
  const held = await Promise.all(
    keys.map(async (key) => `${key} ${JSON.stringify(await contentOf(redis, key))}`),
  )
  return keys.filter((_, i) => words.some((word) => held[i]?.includes(word)))
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key)
  if (type === 'string') return redis.get(key)
  if (type === 'hash') return redis.hgetall(key)
  if (type === 'list') return redis.lrange(key, 0, -1)
  if (type === 'set') return redis.smembers(key)
  if (type === 'zset') return redis.zrange(key, '0', '-1')
  if (type === 'stream') return redis.xrange(key, '-', '+')
  // It ran out while it was looked at.
  if (type === 'none') return ''
  throw new Error(`Expected a type of key that can be read. Received: ${type}`)
}
