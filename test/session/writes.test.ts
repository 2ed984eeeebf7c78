/** The bar on what a long session writes: at most one and a half times its transcript, in each kind of talk. */
import { expect, it } from 'vitest'
import { measureWrites } from '../bench/writes.js'

it.each([
  ['short answers', 300, 0],
  ['long answers', 2_000, 0],
  ['long words and short answers', 300, 2_000],
])('%s: 100 steps write at most 1.5 times the transcript', async (_, answerBytes, wordsBytes) => {
  const { transcriptBytes, storedBytes } = await measureWrites(100, answerBytes, wordsBytes)
  // The transcript itself is among what is written, but for the words, which are moved.
  expect(transcriptBytes).toBeGreaterThan(100 * (answerBytes + wordsBytes))
  expect(storedBytes).toBeGreaterThan(100 * (answerBytes + wordsBytes))
  expect(storedBytes / transcriptBytes).toBeLessThanOrEqual(1.5)
})
