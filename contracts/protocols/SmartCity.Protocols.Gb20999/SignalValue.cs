using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace SmartCity.Protocols.Gb20999;

/// <summary>A value as its definition reads it. <see cref="SignalValues"/> makes and writes them.</summary>
public abstract record SignalValue;

/// <summary>A number, in the unit its definition states.</summary>
/// <param name="Number">The number as sent, without scaling.</param>
public sealed record NumberValue(long Number) : SignalValue;

/// <summary>The members whose bits are set.</summary>
/// <param name="Members">Numbers of the members set, rising.</param>
public sealed record MembersValue(ImmutableArray<int> Members) : SignalValue
{
    /// <summary>Equal when the members are.</summary>
    public bool Equals(MembersValue? other) => other is not null && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Members.Length;
}

/// <summary>Text without the zeros that fill it.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsGb18030">Sent as GB 18030 and to be written so again; false for UTF-8, which the controllers we saw send.</param>
public sealed record TextValue(string Text, bool IsGb18030 = false) : SignalValue
{
    internal Encoding Encoding => IsGb18030 ? ChineseText.Gb18030 : Encoding.UTF8;
}

/// <summary>A time of the controller's own clock, without zone.</summary>
/// <param name="Time">Date and time, kind unspecified.</param>
public sealed record TimeValue(DateTime Time) : SignalValue;

/// <summary>A network address.</summary>
/// <param name="Address">IPv4 or IPv6.</param>
public sealed record AddressValue(IPAddress Address) : SignalValue;

/// <summary>Numbers or codes in their natural order, the first one first.</summary>
/// <param name="Numbers">The items.</param>
public sealed record NumbersValue(ImmutableArray<int> Numbers) : SignalValue
{
    /// <summary>Equal when the items are.</summary>
    public bool Equals(NumbersValue? other) => other is not null && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Numbers.Length;
}

/// <summary>Bytes that are of no known object, or do not fit their definition.</summary>
/// <param name="Bytes">The bytes as sent.</param>
public sealed record RawValue(ImmutableArray<byte> Bytes) : SignalValue
{
    /// <summary>Equal when the bytes are.</summary>
    public bool Equals(RawValue? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.Length;
}
