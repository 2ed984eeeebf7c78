import type { PythonPart } from './parts.js'

/** A plain loop over the steps; a fused kernel computes the same. */
export const selectiveScan: PythonPart = {
  name: 'SelectiveScan',
  text: `class SelectiveScan(nn.Module):
    """A state space whose step sizes and matrices come from the input (Gu & Dao, 2024), as a plain loop.

    u and step: (batch, ..., steps, features); b and c: (batch, ..., steps, state); (batch, ..., steps, features).
    """

    def __init__(self, features: int, state: int) -> None:
        super().__init__()
        self.log_decay = nn.Parameter(torch.arange(1.0, state + 1).log().repeat(features, 1))
        self.skip = nn.Parameter(torch.ones(features))

    def forward(self, u: Tensor, step: Tensor, b: Tensor, c: Tensor) -> Tensor:
        decay = -self.log_decay.exp()
        state = u.new_zeros(*u.shape[:-2], *decay.shape)
        outputs = []
        for n in range(u.shape[-2]):
            size = step[..., n, :, None]
            state = (size * decay).exp() * state + size * b[..., n, None, :] * u[..., n, :, None]
            outputs.append((state @ c[..., n, :, None]).squeeze(-1))
        return torch.stack(outputs, dim=-2) + u * self.skip
`,
}
