/** Recipes for layers that put numbers together, apart or in another order. */
import { divisors } from './draw.js'
import { multipleOf, type Recipe, rank, replaced, type Shape, type Site, withAxis } from './recipe.js'

/** A shape that broadcasts from the right against this one. */
function fitting({ draw, shape }: Site): Shape {
  return draw.of<Shape>([
    shape,
    shape.slice(-1),
    shape.map((size) => (draw.flag() ? 1 : size)),
    shape.slice(draw.int(0, shape.length)),
    [],
  ])
}

const arithmetic = (kind: string, most: number): Recipe => ({
  kind,
  write: (site) => ({
    kind,
    from: [
      site.current,
      ...Array.from({ length: site.draw.int(1, most - 1) }, () => site.other(fitting(site))),
    ],
  }),
})

const axisOf = ({ draw, shape }: Site) => -draw.int(1, shape.length)

/** Whole numbers that add up to n, at least two of them. */
function parts(site: Site, n: number): number[] {
  const first = site.draw.int(1, n - 1)
  const rest = n - first
  if (rest < 2 || !site.draw.flag()) return [first, rest]
  const second = site.draw.int(1, rest - 1)
  return [first, second, rest - second]
}

const elements = (shape: Shape) => shape.reduce((n, size) => n * size, 1)

export const arranging: readonly Recipe[] = [
  {
    kind: 'parameter',
    write: ({ draw, shape }) => ({
      kind: 'parameter',
      shape: shape.length > 0 && draw.flag() ? shape : [draw.int(1, 6), draw.int(1, 12)],
      from: [],
    }),
  },
  {
    kind: 'constant',
    write: ({ draw, shape }) => ({
      kind: 'constant',
      shape: draw.of<Shape>([[draw.int(1, 12)], shape, []]),
      ...(draw.flag() && { value: draw.of([1, -0.5, 1e6]) }),
      from: [],
    }),
  },
  arithmetic('add', 3),
  arithmetic('subtract', 2),
  arithmetic('multiply', 3),
  arithmetic('divide', 2),
  arithmetic('maximum', 2),
  arithmetic('minimum', 2),
  {
    kind: 'concat',
    wants: rank(1),
    write(site) {
      const axis = axisOf(site)
      const other = () => site.other(replaced(site.shape, axis, site.draw.int(1, 8)))
      const more = Array.from({ length: site.draw.int(1, 2) }, other)
      return { kind: 'concat', ...(axis < -1 && { axis }), from: [site.current, ...more] }
    },
  },
  {
    kind: 'stack',
    wants: rank(1),
    write: (site) => ({
      kind: 'stack',
      from: [site.current, ...Array.from({ length: site.draw.int(1, 2) }, () => site.other(site.shape))],
    }),
  },
  {
    kind: 'reshape',
    isPlain: true,
    write({ draw, shape }) {
      const n = elements(shape)
      const first = draw.of(divisors(n, 64))
      return {
        kind: 'reshape',
        shape: draw.of([[n], [first, n / first], [n / first, 1, first], [first, -1]]),
      }
    },
  },
  {
    kind: 'flatten',
    wants: rank(1),
    isPlain: true,
    write: ({ draw, shape }) => ({
      kind: 'flatten',
      ...(shape.length > 1 && draw.flag() && { axes: draw.int(2, shape.length) }),
    }),
  },
  {
    kind: 'transpose',
    wants: rank(2),
    isPlain: true,
    write({ draw, shape }) {
      if (!draw.flag()) return { kind: 'transpose' }
      const count = draw.int(2, shape.length)
      const order = Array.from({ length: count }, (_, i) => -1 - i)
      // A few swaps: any order can come.
      for (let i = count - 1; i > 0; i -= 1) {
        const j = draw.int(0, i)
        ;[order[i], order[j]] = [order[j] ?? -1, order[i] ?? -1]
      }
      return { kind: 'transpose', order }
    },
  },
  {
    kind: 'unsqueeze',
    isPlain: true,
    write: ({ draw, shape }) => ({ kind: 'unsqueeze', axis: -draw.int(1, shape.length + 1) }),
  },
  {
    kind: 'squeeze',
    wants: (shape, draw) => [...shape.slice(0, -1), 1, ...(draw.flag() ? shape.slice(-1) : [])],
    isPlain: true,
    write: ({ shape }) => ({ kind: 'squeeze', axis: shape.lastIndexOf(1) - shape.length }),
  },
  {
    kind: 'expand',
    wants: (shape, draw) => [...shape.slice(0, -1), 1, ...(draw.flag() ? [] : shape.slice(-1))],
    isPlain: true,
    write: ({ draw, shape }) => ({
      kind: 'expand',
      axis: shape.lastIndexOf(1) - shape.length,
      size: draw.int(1, 5),
    }),
  },
  {
    kind: 'slice',
    wants: rank(1),
    isPlain: true,
    write(site) {
      const axis = axisOf(site)
      const size = site.shape.at(axis) ?? 1
      const start = site.draw.int(0, size - 1)
      const stop = site.draw.int(start + 1, size)
      return site.draw.of([
        { kind: 'slice', axis, start, stop },
        { kind: 'slice', axis, start },
        { kind: 'slice', axis, start: start - size },
        ...(stop < size ? [{ kind: 'slice', axis, start, stop: stop - size }] : []),
      ])
    },
  },
  {
    kind: 'select',
    wants: rank(1),
    isPlain: true,
    write(site) {
      const axis = axisOf(site)
      const size = site.shape.at(axis) ?? 1
      return { kind: 'select', axis, index: site.draw.int(-size, size - 1) }
    },
  },
  {
    kind: 'split',
    wants: withAxis(1, -1, (n) => Math.max(2, n)),
    write(site) {
      const axis = axisOf(site)
      const size = site.shape.at(axis) ?? 1
      return size < 2
        ? { kind: 'split', sizes: parts(site, site.features) }
        : { kind: 'split', axis, sizes: parts(site, size) }
    },
  },
  {
    kind: 'reduce',
    wants: rank(1),
    isPlain: true,
    write: (site) => ({
      kind: 'reduce',
      by: site.draw.of(['mean', 'sum', 'max', 'min']),
      axis: axisOf(site),
    }),
  },
  {
    kind: 'masked_reduce',
    wants: rank(2),
    write: (site) => ({
      kind: 'reduce',
      by: site.draw.of(['mean', 'sum', 'max', 'min']),
      with: { mask: site.mask(site.shape.slice(0, -1)) },
    }),
  },
  {
    kind: 'global_pool',
    wants: rank(2),
    isPlain: true,
    write: ({ draw, shape }) => ({
      kind: 'global_pool',
      by: draw.of(['mean', 'max', 'sum']),
      ...(draw.flag() && { axes: draw.int(1, shape.length - 1) }),
    }),
  },
  {
    kind: 'upsample',
    wants: rank(3),
    isPlain: true,
    write: ({ draw }) => ({
      kind: 'upsample',
      mode: draw.of(['bilinear', 'nearest']),
      ...(draw.flag() ? { factor: draw.int(1, 2) } : { size: [draw.int(1, 9), draw.int(1, 9)] }),
    }),
  },
  {
    kind: 'space_to_depth',
    wants: (shape, draw) => {
      const [width, features] = rank(3)(shape, draw).slice(-2)
      const lead = rank(3)(shape, draw).slice(0, -2)
      const even = multipleOf(2)
      return [...lead.slice(0, -1), even(lead.at(-1) ?? 2), even(width ?? 2), features ?? 1]
    },
    isPlain: true,
    write: ({ draw, shape }) => {
      const [height = 2, width = 2] = shape.slice(-3, -1)
      const both = divisors(height).filter((d) => width % d === 0)
      return { kind: 'space_to_depth', factor: draw.of([1, ...both]) }
    },
  },
  {
    kind: 'depth_to_space',
    wants: withAxis(3, -1, multipleOf(4)),
    isPlain: true,
    write: ({ draw }) => ({ kind: 'depth_to_space', ...(draw.flag() && { factor: draw.of([2, 1]) }) }),
  },
]
