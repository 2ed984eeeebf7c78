/** Attention and what it reads positions from. */
import type { PythonPart } from './parts.js'

export const rotate: PythonPart = {
  name: 'rotate',
  text: `def rotate(x: Tensor, size: int) -> Tensor:
    """Turns the first \`size\` numbers of each head by the position (rotary embedding).

    x: (..., heads, steps, head_dim), the same back.
    """
    half = size // 2
    steps = torch.arange(x.shape[-2], device=x.device, dtype=torch.float32)
    rates = 10000.0 ** (-torch.arange(half, device=x.device, dtype=torch.float32) / half)
    angles = steps[:, None] * rates
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    first, second, rest = x[..., :half], x[..., half : 2 * half], x[..., 2 * half :]
    return torch.cat([first * cos - second * sin, second * cos + first * sin, rest], dim=-1)
`,
}

export const attention: PythonPart = {
  name: 'Attention',
  needs: [rotate],
  text: `class Attention(nn.Module):
    """Multi-head attention; fewer key and value heads serve several query heads each.

    x: (batch, ..., steps, features); memory: (batch, ..., memory steps, memory features), x where left out;
    bias: (batch, heads, steps, memory steps), added to the scores; mask: (batch, memory steps), or
    (batch, steps, memory steps), what may be seen.
    """

    def __init__(
        self,
        features: int,
        heads: int,
        head_dim: int,
        *,
        kv_heads: int | None = None,
        units: int | None = None,
        memory_features: int | None = None,
        bias: tuple[str, ...] = ("query", "key", "value", "output"),
        causal: bool = False,
        rotary: int = 0,
        scale: float | None = None,
        qk_norm: bool = False,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.heads, self.head_dim, self.kv_heads = heads, head_dim, kv_heads or heads
        self.causal, self.rotary, self.scale, self.dropout = causal, rotary, scale, dropout
        source = memory_features or features
        self.query = nn.Linear(features, heads * head_dim, bias="query" in bias)
        self.key = nn.Linear(source, self.kv_heads * head_dim, bias="key" in bias)
        self.value = nn.Linear(source, self.kv_heads * head_dim, bias="value" in bias)
        self.output = nn.Linear(heads * head_dim, units or features, bias="output" in bias)
        self.query_norm = nn.RMSNorm(head_dim) if qk_norm else nn.Identity()
        self.key_norm = nn.RMSNorm(head_dim) if qk_norm else nn.Identity()

    def forward(
        self, x: Tensor, memory: Tensor | None = None, bias: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        memory = x if memory is None else memory
        query = self.query_norm(self.split(self.query(x), self.heads))
        key = self.key_norm(self.split(self.key(memory), self.kv_heads))
        value = self.split(self.value(memory), self.kv_heads)
        if self.rotary:
            query, key = rotate(query, self.rotary), rotate(key, self.rotary)
        if self.kv_heads < self.heads:
            key, value = (t.repeat_interleave(self.heads // self.kv_heads, dim=-3) for t in (key, value))
        added = self.added(query, key, bias, mask)
        attended = nn.functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attn_mask=added,
            dropout_p=self.dropout if self.training else 0.0,
            is_causal=self.causal and added is None,
            scale=self.scale,
        )
        return self.output(attended.transpose(-3, -2).flatten(-2))

    def split(self, x: Tensor, heads: int) -> Tensor:
        """(..., steps, heads * head_dim) to (..., heads, steps, head_dim)."""
        return x.unflatten(-1, (heads, self.head_dim)).transpose(-3, -2)

    def added(self, query: Tensor, key: Tensor, bias: Tensor | None, mask: Tensor | None) -> Tensor | None:
        """What is added to the scores; nothing where plain causal attention will do."""
        if bias is None and mask is None:
            return None
        steps, memory_steps = query.shape[-2], key.shape[-2]
        added = query.new_zeros(steps, memory_steps) if bias is None else self.beside(bias, query)
        if mask is not None:
            hidden = torch.zeros_like(mask, dtype=query.dtype).masked_fill(~mask, -math.inf)
            added = added + self.beside(hidden, query)
        if self.causal:
            future = torch.ones(steps, memory_steps, dtype=torch.bool, device=query.device).triu(1)
            added = added.masked_fill(future, -math.inf)
        return added

    @staticmethod
    def beside(x: Tensor, query: Tensor) -> Tensor:
        """x with axes of size 1 behind the batch, as many as the queries have more."""
        return x.unflatten(0, (-1, *(1,) * (query.dim() - x.dim())))
`,
  imports: ['math'],
}

export const positionEmbedding: PythonPart = {
  name: 'PositionEmbedding',
  text: `class PositionEmbedding(nn.Module):
    """Adds a learned vector for each position. x: (batch, ..., steps, features), the same back."""

    def __init__(self, rows: int, features: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(rows, features) * 0.02)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.table[: x.shape[-2]]
`,
}

export const sinePositions: PythonPart = {
  name: 'sine_positions',
  imports: ['math'],
  text: `def sine_positions(x: Tensor) -> Tensor:
    """Sines and cosines of the position for x: (batch, ..., steps, features); (steps, features)."""
    steps, features = x.shape[-2:]
    rates = torch.exp(torch.arange(0, features, 2, device=x.device) * (-math.log(10000.0) / features))
    angles = torch.arange(steps, device=x.device)[:, None] * rates
    return torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(-2)[:, :features].to(x.dtype)
`,
}

export const relativeBias: PythonPart = {
  name: 'RelativeBias',
  imports: ['math'],
  text: `class RelativeBias(nn.Module):
    """A learned number for each head and bucket of distances, for attention scores.

    x: (batch, steps, features), memory alike; (batch, heads, steps, memory steps).
    """

    def __init__(self, heads: int, buckets: int = 32, causal: bool = False) -> None:
        super().__init__()
        self.buckets, self.causal = buckets, causal
        self.table = nn.Embedding(buckets, heads)

    def forward(self, x: Tensor, memory: Tensor | None = None) -> Tensor:
        memory = x if memory is None else memory
        queries = torch.arange(x.shape[-2], device=x.device)[:, None]
        distances = torch.arange(memory.shape[-2], device=x.device)[None, :] - queries
        bias = self.table(self.bucket(distances)).permute(2, 0, 1)
        return bias.expand(x.shape[0], -1, -1, -1)

    def bucket(self, distances: Tensor) -> Tensor:
        """Near distances one bucket each, far ones by their logarithm up to 128."""
        buckets, offset = self.buckets, 0
        if self.causal:
            far = (-distances).clamp(min=0)
        else:
            buckets //= 2
            offset = (distances > 0).long() * buckets
            far = distances.abs()
        near = max(1, buckets // 2)
        log = torch.log(far.clamp(min=1).float() / near) / math.log(128 / near) * (buckets - near)
        large = (near + log.long()).clamp(max=max(buckets, 1) - 1)
        return offset + torch.where(far < near, far, large)
`,
}

export const distanceBias: PythonPart = {
  name: 'distance_bias',
  imports: ['math'],
  text: `def distance_bias(heads: int, x: Tensor, memory: Tensor | None = None) -> Tensor:
    """Minus the distance times a rate for each head (ALiBi), for attention scores.

    x: (batch, ..., steps, features), memory alike; (batch, heads, steps, memory steps).
    """
    memory = x if memory is None else memory
    queries = torch.arange(x.shape[-2], device=x.device)[:, None]
    distances = (torch.arange(memory.shape[-2], device=x.device)[None, :] - queries).abs()
    power = 2 ** math.floor(math.log2(heads))
    rates = [2 ** (-8 * (i + 1) / power) for i in range(power)]
    rates += [2 ** (-4 * (2 * i + 1) / power) for i in range(heads - power)]
    bias = -distances * torch.tensor(rates, device=x.device)[:, None, None]
    return bias.to(x.dtype).expand(x.shape[0], -1, -1, -1)
`,
}

export const hideFuture: PythonPart = {
  name: 'hide_future',
  text: `def hide_future(scores: Tensor) -> Tensor:
    """Scores (..., steps, memory steps) with later positions at minus infinity."""
    later = torch.ones(scores.shape[-2:], dtype=torch.bool, device=scores.device).triu(1)
    return scores.masked_fill(later, float("-inf"))
`,
}
