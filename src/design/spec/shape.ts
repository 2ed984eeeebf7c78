/** Types of the tensors on a spec's edges, and the arithmetic on their shapes. No batch axis; features come last. */

export type Dtype = 'float' | 'int' | 'bool'

export interface TensorType {
  readonly shape: readonly number[]
  readonly dtype: Dtype
  /** For whole numbers that name things (tokens, categories): how many there are. */
  readonly count?: number
}

export const float = (shape: readonly number[]): TensorType => ({ shape, dtype: 'float' })

/** Numbers in a tensor of this shape; 1 for a scalar. */
export const elements = (shape: readonly number[]): number => shape.reduce((n, size) => n * size, 1)

/** `[24, 128]`, as issues write it. */
export const show = (shape: readonly number[]): string => `[${shape.join(', ')}]`

/** The size of an axis counted from the end (-1 features, -2 steps); undefined where there is none. */
export const sizeAt = (shape: readonly number[], axis: number): number | undefined =>
  shape[shape.length + axis]

/** The last size, 1 for a scalar. */
export const featuresOf = (shape: readonly number[]): number => shape.at(-1) ?? 1

/** The shape with the axis (from the end) replaced by any number of sizes. */
export function replaceAxis(shape: readonly number[], axis: number, sizes: readonly number[]): number[] {
  const at = shape.length + axis
  return [...shape.slice(0, at), ...sizes, ...shape.slice(at + 1)]
}

/** The shape with its last size replaced. */
export const withFeatures = (shape: readonly number[], features: number): number[] => [
  ...shape.slice(0, -1),
  features,
]

/** Broadcast from the right, as NumPy does; undefined where the shapes do not fit. */
export function broadcast(shapes: readonly (readonly number[])[]): number[] | undefined {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length))
  const out: number[] = []
  for (let axis = -rank; axis < 0; axis += 1) {
    const sizes = shapes.map((shape) => sizeAt(shape, axis) ?? 1)
    const size = Math.max(...sizes)
    if (sizes.some((s) => s !== size && s !== 1)) return undefined
    out.push(size)
  }
  return out
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i])
