using System.Collections.Immutable;

namespace SmartCity.Protocols.Gb20999;

/// <summary>One value to keep or to send.</summary>
/// <param name="Index">Place in the frame, from 1.</param>
/// <param name="Address">What the value is.</param>
/// <param name="Value">Its bytes, 0..251; empty in a query.</param>
public sealed record DataValue(byte Index, DataAddress Address, ImmutableArray<byte> Value)
{
    /// <summary>The reason an error answer gives; null when the value is not exactly one byte.</summary>
    public ValueError? Error => Value.Length == 1 ? (ValueError)Value[0] : null;

    /// <summary>Equal when index, address and bytes are.</summary>
    public bool Equals(DataValue? other) =>
        other is not null && Index == other.Index && Address == other.Address && Value.AsSpan().SequenceEqual(other.Value.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Address, Value.Length);
}

/// <summary>A frame to keep or to send: the copying counterpart of <see cref="SignalFrame"/>.</summary>
/// <param name="Header">Identities, sequence and type.</param>
/// <param name="Values">0..255 values.</param>
public sealed record SignalMessage(FrameHeader Header, ImmutableArray<DataValue> Values)
{
    /// <summary>Whether a count stands in the frame; by default in all but heartbeats.</summary>
    public bool HasCount { get; init; } = Header.Type
        is not (FrameType.HeartbeatQuery or FrameType.HeartbeatAnswer or FrameType.HeartbeatAnswerDeviant);

    /// <summary>A message of these values, indexed from 1 in order; more than 255 do not fit a frame.</summary>
    public static SignalMessage Of(FrameHeader header, params ReadOnlySpan<(DataAddress Address, ReadOnlyMemory<byte> Value)> values)
    {
        var items = ImmutableArray.CreateBuilder<DataValue>(values.Length);
        foreach ((DataAddress address, ReadOnlyMemory<byte> value) in values)
        {
            items.Add(new DataValue((byte)(items.Count + 1), address, [.. value.Span]));
        }

        return new SignalMessage(header, items.MoveToImmutable());
    }

    /// <summary>Copies a frame that was read in place.</summary>
    public static SignalMessage From(SignalFrame frame)
    {
        var values = ImmutableArray.CreateBuilder<DataValue>(frame.Count);
        foreach (DataValueView value in frame)
        {
            values.Add(new DataValue(value.Index, value.Address, [.. value.Value]));
        }

        return new SignalMessage(frame.Header, values.MoveToImmutable()) { HasCount = frame.HasCount };
    }

    /// <summary>The frame on the line; null when its values do not fit one (255 values, 251 bytes each, 65,535 bytes).</summary>
    public byte[]? ToBytes(Framing framing)
    {
        int length = FrameHeader.Bytes + 5 + Values.Sum(value => 6 + value.Value.Length);
        var buffer = new byte[framing == Framing.Escaped ? length * 2 : length];
        var writer = new SignalFrameWriter(buffer, framing, Header);
        if (HasCount)
        {
            writer.WriteCount();
        }

        foreach (DataValue value in Values)
        {
            if (!writer.TryAdd(value.Index, value.Address, value.Value.AsSpan()))
            {
                return null;
            }
        }

        return writer.TryFinish(out int written) ? buffer[..written] : null;
    }

    /// <summary>Equal when header and values are.</summary>
    public bool Equals(SignalMessage? other) =>
        other is not null && Header == other.Header && HasCount == other.HasCount && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Header, Values.Length);
}
