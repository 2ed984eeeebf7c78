/**
 * The names that people use for the devices of the table. One list for everything that reads a device: command-line
 * options and requests in words.
 */

interface Variant {
  readonly id: string
  readonly gb?: number
  /** A word that tells it from its sisters: `pcie`. */
  readonly form?: string
  /** A board whose CPU works: this many cores of the device. */
  readonly cores?: number
  /** It runs models and does not train them. */
  readonly edge?: true
}

/** By name, of one word to three. The first variant is meant where nothing more is said. */
const names: Readonly<Record<string, readonly Variant[]>> = {
  t4: [{ id: 't4' }],
  v100: [
    { id: 'v100-32-sxm2', gb: 32 },
    { id: 'v100-16-sxm2', gb: 16 },
  ],
  a10: [{ id: 'a10' }],
  a10g: [{ id: 'a10g' }],
  g5: [{ id: 'a10g' }],
  l4: [{ id: 'l4' }],
  l40s: [{ id: 'l40s' }],
  a100: [
    { id: 'a100-80-sxm', gb: 80 },
    { id: 'a100-40-sxm', gb: 40 },
    { id: 'a100-80-pcie', form: 'pcie' },
  ],
  h100: [{ id: 'h100-sxm' }, { id: 'h100-pcie', form: 'pcie' }],
  h800: [{ id: 'h800-sxm' }],
  h200: [{ id: 'h200-sxm' }],
  b200: [{ id: 'b200-sxm' }],
  gb200: [{ id: 'gb200-per-gpu' }],
  rtx3090: [{ id: 'rtx3090' }],
  rtx4090: [{ id: 'rtx4090' }],
  rtx5090: [{ id: 'rtx5090' }],
  'rtx 3090': [{ id: 'rtx3090' }],
  'rtx 4090': [{ id: 'rtx4090' }],
  'rtx 5090': [{ id: 'rtx5090' }],
  'geforce 3090': [{ id: 'rtx3090' }],
  'geforce 4090': [{ id: 'rtx4090' }],
  'geforce 5090': [{ id: 'rtx5090' }],
  mi300x: [{ id: 'mi300x' }],
  mi325x: [{ id: 'mi325x' }],
  'tpu v4': [{ id: 'tpu-v4' }],
  'tpu v5e': [{ id: 'tpu-v5e' }],
  'tpu v5p': [{ id: 'tpu-v5p' }],
  'tpu v6e': [{ id: 'tpu-v6e' }],
  v5e: [{ id: 'tpu-v5e' }],
  v5p: [{ id: 'tpu-v5p' }],
  v6e: [{ id: 'tpu-v6e' }],
  trillium: [{ id: 'tpu-v6e' }],
  inferentia2: [{ id: 'inferentia2' }],
  'inferentia 2': [{ id: 'inferentia2' }],
  inf2: [{ id: 'inferentia2' }],
  trainium2: [{ id: 'trainium2' }],
  'trainium 2': [{ id: 'trainium2' }],
  trn2: [{ id: 'trainium2' }],
  'm4 max': [{ id: 'apple-m4-max-32c' }],
  'apple m1': [{ id: 'apple-m1' }],
  'm1 pro': [{ id: 'apple-m1-pro' }],
  'm1 max': [{ id: 'apple-m1-max' }],
  'apple m2': [{ id: 'apple-m2' }],
  'm2 pro': [{ id: 'apple-m2-pro' }],
  'm2 max': [{ id: 'apple-m2-max' }],
  'm3 pro': [{ id: 'apple-m3-pro' }],
  'm3 max': [{ id: 'apple-m3-max' }],
  'apple m4': [{ id: 'apple-m4' }],
  'm4 pro': [{ id: 'apple-m4-pro' }],
  'rtx a5000': [{ id: 'rtx-a5000' }],
  a5000: [{ id: 'rtx-a5000' }],
  g4dn: [{ id: 't4' }],
  g6: [{ id: 'l4' }],
  g6e: [{ id: 'l40s' }],
  'agx orin': [{ id: 'jetson-agx-orin-64', edge: true }],
  'orin agx': [{ id: 'jetson-agx-orin-64', edge: true }],
  'orin nano': [{ id: 'jetson-orin-nano-8', edge: true }],
  'jetson nano': [{ id: 'jetson-nano-4', edge: true }],
  'raspberry pi 4': [{ id: 'raspberry-pi-4', cores: 4, edge: true }],
  'rpi 4': [{ id: 'raspberry-pi-4', cores: 4, edge: true }],
  rpi4: [{ id: 'raspberry-pi-4', cores: 4, edge: true }],
  'cortex m4': [{ id: 'cortex-m4', cores: 1, edge: true }],
  'cortex m4f': [{ id: 'cortex-m4', cores: 1, edge: true }],
  'cortex - m4': [{ id: 'cortex-m4', cores: 1, edge: true }],
  'cortex - m4f': [{ id: 'cortex-m4', cores: 1, edge: true }],
  stm32f4: [{ id: 'cortex-m4', cores: 1, edge: true }],
  stm32l4: [{ id: 'cortex-m4', cores: 1, edge: true }],
  nrf52: [{ id: 'cortex-m4', cores: 1, edge: true }],
  nrf52832: [{ id: 'cortex-m4', cores: 1, edge: true }],
  nrf52833: [{ id: 'cortex-m4', cores: 1, edge: true }],
  nrf52840: [{ id: 'cortex-m4', cores: 1, edge: true }],
  'cortex m7': [{ id: 'cortex-m7', cores: 1, edge: true }],
  'cortex - m7': [{ id: 'cortex-m7', cores: 1, edge: true }],
  stm32f7: [{ id: 'cortex-m7', cores: 1, edge: true }],
  stm32h7: [{ id: 'cortex-m7', cores: 1, edge: true }],
}

/** Words that may stand between a count and the name, or before it. */
export const makerWords: ReadonlySet<string> = new Set(
  'nvidia tesla geforce rtx amd instinct google aws apple jetson gpu gpus'.split(' '),
)
/** How far after a name its memory or form is looked for. */
const variantReach = 3

export interface NamedDevice {
  readonly id: string
  /** First index after the name and what tells the variant. */
  readonly next: number
  /** Of a board whose CPU works. */
  readonly cores?: number
  readonly edge?: true
  /** Memory that is named with it. */
  readonly gb?: number
}

/**
 * The device whose name starts at `at`. A plural (`T4s`) counts as the name, and `x` before a glued name
 * (`2xA10G` reads as `2`, `xa10g`) is skipped.
 * @param words in lower case, numbers and words apart
 */
export function deviceNameAt(words: readonly string[], at: number): NamedDevice | undefined {
  const word = words[at] ?? ''
  const two = `${word} ${words[at + 1] ?? ''}`
  for (const name of [`${two} ${words[at + 2] ?? ''}`, two, word, word.replace(/^x(?=\D)/, '')]) {
    const variants = variantsOf(name)
    const [first] = variants ?? []
    // `Apple M4 Max` is no plain M4.
    if (variants && first && !(/^apple m\d$/.test(name) && /^(pro|max|ultra)$/.test(words[at + 2] ?? ''))) {
      const { cores, edge } = first
      return {
        ...told(words, at + name.split(' ').length, variants, first),
        ...(cores && { cores }),
        ...(edge && { edge }),
      }
    }
  }
  return undefined
}

const variantsOf = (name: string): readonly Variant[] | undefined =>
  own(name) ?? (name.endsWith('s') ? own(name.slice(0, -1)) : undefined)
const own = (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined)

function told(
  words: readonly string[],
  from: number,
  variants: readonly Variant[],
  first: Variant,
): NamedDevice {
  let [id, next, sized] = [first.id, from, false]
  let memory: number | undefined
  for (let i = from; i < from + variantReach; ) {
    const form = variants.find((variant) => variant.form !== undefined && variant.form === words[i])
    const isMemory = /^\d+$/.test(words[i] ?? '') && /^(gb|gib|g)$/.test(words[i + 1] ?? '')
    if (form) {
      id = form.id
      sized = true
      i += 1
      next = i
    } else if (isMemory) {
      const variant = variants.find(({ gb }) => gb === Number(words[i]))
      if (variant && !sized) id = variant.id
      memory = Number(words[i])
      i += 2
      next = i
    } else if (/^(sxm\d?|-|\(|with|mit|con|avec|model|b)$/.test(words[i] ?? '')) i += 1
    else break
  }
  return { id, next, ...(memory !== undefined && { gb: memory }) }
}

/** AWS instances that carry accelerators, by family: the device, and how many where it is not one. */
const instances: Readonly<
  Record<string, { readonly id: string; readonly counts: Readonly<Record<string, number>> }>
> = {
  g4dn: { id: 't4', counts: { 12: 4 } },
  g5: { id: 'a10g', counts: { 12: 4, 24: 4, 48: 8 } },
  g6: { id: 'l4', counts: { 12: 4, 24: 4, 48: 8 } },
  g6e: { id: 'l40s', counts: { 12: 4, 24: 4, 48: 8 } },
  p3: { id: 'v100-16-sxm2', counts: { 8: 4, 16: 8 } },
  p3dn: { id: 'v100-32-sxm2', counts: { 24: 8 } },
  p4d: { id: 'a100-40-sxm', counts: { 24: 8 } },
  p4de: { id: 'a100-80-sxm', counts: { 24: 8 } },
  p5: { id: 'h100-sxm', counts: { 48: 8 } },
  p5e: { id: 'h200-sxm', counts: { 48: 8 } },
  p5en: { id: 'h200-sxm', counts: { 48: 8 } },
}

/** `g5.12xlarge`, `p4d.24xlarge` (AWS's list of instance types): a family and a size, which says how many devices. */
export function instanceNameAt(
  words: readonly string[],
  at: number,
): { readonly id: string; readonly count: number } | undefined {
  const family = words[at] ?? ''
  const [size = '', unit = ''] = words.slice(at + 1, at + 3)
  const found = Object.hasOwn(instances, family) ? instances[family] : undefined
  if (!found || (size !== 'xlarge' && !(/^\d+$/.test(size) && unit === 'xlarge'))) return undefined
  return { id: found.id, count: found.counts[size] ?? 1 }
}
