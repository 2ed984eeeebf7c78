/** The agreed headings of a blueprint, in the agreed order. */
const headings = [
  /^## Architecture Proposal: \S/,
  /^### Overview$/,
  /^### Model Architecture$/,
  /^- \*\*Input:\*\*/,
  /^- \*\*Architecture:\*\*/,
  /^- \*\*Output:\*\*/,
  /^### Training Strategy$/,
  /^- \*\*Loss:\*\*/,
  /^- \*\*Optimizer:\*\*/,
  /^- \*\*Schedule:\*\*/,
  /^- \*\*Regularization:\*\*/,
  /^### Trade-offs$/,
  /^\| Aspect \| This Approach \| Alternative \|$/,
  /^### Implementation Plan$/,
  /^1\. \S/,
  /^### Files to Create\/Modify$/,
  /^- `[^`]+` - \S/,
] as const

/** Those that are missing, or stand before the one that should come first. */
export function brokenHeadings(markdown: string): string[] {
  const lines = markdown.split('\n')
  let from = 0
  return headings.flatMap((heading) => {
    const at = lines.findIndex((line, i) => i >= from && heading.test(line))
    if (at < 0) return [String(heading)]
    from = at + 1
    return []
  })
}
