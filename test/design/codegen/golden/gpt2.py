"""gpt2, generated from its model spec.

Tensors have a batch axis in front; maps inside have channels before positions, as PyTorch wants them.
"""

import math

import torch
from torch import Tensor, nn


def rotate(x: Tensor, size: int) -> Tensor:
    """Turns the first `size` numbers of each head by the position (rotary embedding).

    x: (..., heads, steps, head_dim), the same back.
    """
    half = size // 2
    steps = torch.arange(x.shape[-2], device=x.device, dtype=torch.float32)
    rates = 10000.0 ** (-torch.arange(half, device=x.device, dtype=torch.float32) / half)
    angles = steps[:, None] * rates
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    first, second, rest = x[..., :half], x[..., half : 2 * half], x[..., 2 * half :]
    return torch.cat([first * cos - second * sin, second * cos + first * sin, rest], dim=-1)


class Attention(nn.Module):
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


class PositionEmbedding(nn.Module):
    """Adds a learned vector for each position. x: (batch, ..., steps, features), the same back."""

    def __init__(self, rows: int, features: int) -> None:
        super().__init__()
        self.table = nn.Parameter(torch.randn(rows, features) * 0.02)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.table[: x.shape[-2]]


class FeedForward(nn.Sequential):
    """Feed-forward.

    x: (batch, 1024, features)
    Returns (batch, 1024, features).
    """

    def __init__(self, features: int, hidden: int) -> None:
        super().__init__(
            nn.Linear(features, hidden),
            nn.GELU("tanh"),
            nn.Linear(hidden, features),
        )


class TransformerBlock(nn.Module):
    """Transformer layer.

    x: (batch, 1024, features)
    Returns (batch, 1024, features).
    """

    def __init__(self, features: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(features)
        self.attention = Attention(features, heads, features // heads, causal=True)
        self.feed_forward_norm = nn.LayerNorm(features)
        self.feed_forward = FeedForward(features, hidden=hidden)

    def forward(self, x: Tensor) -> Tensor:
        y = self.attention_norm(x)
        y = self.attention(y)
        attended = y + x
        y = self.feed_forward_norm(attended)
        y = self.feed_forward(y)
        return y + attended


class Gpt2(nn.Module):
    """gpt2.

    ids: (batch, 1024), whole numbers
    Returns (batch, 1024, 50257).
    """

    def __init__(self) -> None:
        super().__init__()
        self.tokens = nn.Embedding(50257, 768)
        self.position_embedding = PositionEmbedding(1024, 768)
        self.layers = nn.Sequential(
            *[TransformerBlock(768, heads=12, hidden=3072) for _ in range(12)]
        )
        self.layer_norm = nn.LayerNorm(768)
        self.linear = nn.Linear(768, 50257, bias=False)
        self.linear.weight = self.tokens.weight

    def forward(self, ids: Tensor) -> Tensor:
        x = self.tokens(ids)
        x = self.position_embedding(x)
        x = self.layers(x)
        x = self.layer_norm(x)
        return self.linear(x)


def build_model() -> Gpt2:
    """The model with the sizes of the design."""
    return Gpt2()
