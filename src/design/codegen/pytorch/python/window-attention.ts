import type { PythonPart } from './parts.js'

/** Attention in windows of a map; moved windows do not look over the edge where the map was rolled. */
export const windowAttention: PythonPart = {
  name: 'WindowAttention',
  imports: ['math'],
  text: `class WindowAttention(nn.Module):
    """Self-attention inside square windows moved by \`shift\`.

    x: (batch, ..., height, width, features), the same back.
    """

    distances: Tensor

    def __init__(self, features: int, heads: int, window: int, shift: int = 0, bias: bool = True) -> None:
        super().__init__()
        self.heads, self.window, self.shift = heads, window, shift
        self.query = nn.Linear(features, features, bias=bias)
        self.key = nn.Linear(features, features, bias=bias)
        self.value = nn.Linear(features, features, bias=bias)
        self.output = nn.Linear(features, features, bias=bias)
        self.bias = nn.Parameter(torch.randn((2 * window - 1) ** 2, heads) * 0.02)
        positions = torch.cartesian_prod(torch.arange(window), torch.arange(window))
        apart = positions[:, None] - positions[None, :] + window - 1
        self.register_buffer("distances", (apart[..., 0] * (2 * window - 1) + apart[..., 1]).flatten())

    def forward(self, x: Tensor) -> Tensor:
        size, (height, width) = self.window, x.shape[-3:-1]
        maps = nn.functional.pad(x.flatten(0, -4), (0, 0, 0, -width % size, 0, -height % size))
        padded = maps.shape[1:3]
        if self.shift:
            maps = maps.roll((-self.shift, -self.shift), dims=(1, 2))
        windows = self.split(maps)
        query, key, value = (
            project(windows).unflatten(-1, (self.heads, -1)).transpose(-3, -2)
            for project in (self.query, self.key, self.value)
        )
        bias = self.bias[self.distances].unflatten(0, (size**2, size**2)).permute(2, 0, 1)[None]
        if self.shift:
            bias = bias + self.edges(*padded, x).repeat(len(maps), 1, 1)[:, None]
        attended = nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        output = self.output(attended.transpose(-3, -2).flatten(-2))
        rows, columns = padded[0] // size, padded[1] // size
        tiles = output.unflatten(1, (size, size)).unflatten(0, (-1, rows, columns))
        output = tiles.transpose(2, 3).flatten(3, 4).flatten(1, 2)
        if self.shift:
            output = output.roll((self.shift, self.shift), dims=(1, 2))
        return output[:, :height, :width].unflatten(0, x.shape[:-3])

    def split(self, maps: Tensor) -> Tensor:
        """(batch, height, width, features) to (batch * windows, positions, features)."""
        size = self.window
        tiles = maps.unflatten(2, (-1, size)).unflatten(1, (-1, size)).transpose(2, 3)
        return tiles.flatten(3, 4).flatten(0, 2)

    def edges(self, height: int, width: int, like: Tensor) -> Tensor:
        """What keeps positions apart that met only by rolling: (windows, positions, positions)."""
        size, shift = self.window, self.shift
        regions = torch.zeros(1, height, width, 1, device=like.device)
        cuts = [(0, -size), (-size, -shift), (-shift, None)]
        for row, (top, bottom) in enumerate(cuts):
            for column, (left, right) in enumerate(cuts):
                regions[:, top:bottom, left:right] = 3 * row + column
        flat = self.split(regions).squeeze(-1)
        apart = flat[:, :, None] != flat[:, None, :]
        return torch.zeros_like(apart, dtype=like.dtype).masked_fill(apart, -math.inf)
`,
}
