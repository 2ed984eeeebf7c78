/** What surrounds modules: chosen experts and low-rank additions. */
import type { PythonPart } from './parts.js'

export const mixExperts: PythonPart = {
  name: 'mix_experts',
  text: `def mix_experts(experts: nn.ModuleList, x: Tensor, choices: Tensor) -> Tensor:
    """The sum of the experts that \`choices\` gives a share: (batch, ..., experts), 0 for those not chosen."""
    flat, shares = x.flatten(0, -2), choices.flatten(0, -2)
    mixed: Tensor | None = None
    for n, expert in enumerate(experts):
        rows = shares[:, n].nonzero().squeeze(-1)
        part = expert(flat[rows]) * shares[rows, n, None]
        mixed = part.new_zeros(flat.shape[0], part.shape[-1]) if mixed is None else mixed
        mixed = mixed.index_add(0, rows, part)
    assert mixed is not None
    return mixed.unflatten(0, x.shape[:-1])
`,
}

export const topShares: PythonPart = {
  name: 'top_shares',
  text: `def top_shares(scores: Tensor, count: int, normalized: bool = True) -> Tensor:
    """The largest scores of each row as shares by softmax, over those or over all; the others 0."""
    if not normalized:
        scores = scores.softmax(dim=-1)
    values, places = scores.topk(count, dim=-1)
    shares = values.softmax(dim=-1) if normalized else values
    return torch.zeros_like(scores).scatter(-1, places, shares)
`,
}

export const lowRank: PythonPart = {
  name: 'add_low_rank',
  text: `class LowRankLinear(nn.Module):
    """A frozen linear layer with a trained low-rank addition: W x + B A x."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.down = nn.Linear(linear.in_features, rank, bias=False)
        self.up = nn.Linear(rank, linear.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x) + self.up(self.down(x))


def add_low_rank(module: nn.Module, rank: int, on: tuple[str, ...]) -> None:
    """Freezes the module and gives the linears of these names a low-rank addition that trains."""
    module.requires_grad_(False)
    found = [(parent, name) for parent in module.modules() for name, child in parent.named_children()
             if name in on and isinstance(child, nn.Linear)]
    for parent, name in found:
        setattr(parent, name, LowRankLinear(getattr(parent, name), rank))
`,
}
