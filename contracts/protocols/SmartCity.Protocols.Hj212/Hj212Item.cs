namespace SmartCity.Protocols.Hj212;

/// <summary>One value of a CP area, for instance <c>w01018-Rtd=2.2</c>.</summary>
/// <param name="name">What stands before the equals sign.</param>
/// <param name="value">What stands behind it; empty when there is none.</param>
/// <param name="group">The number of semicolons before it: items of one factor share a group.</param>
public readonly ref struct Hj212Item(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int group)
{
    /// <summary>The whole name: <c>w01018-Rtd</c>, <c>DataTime</c>.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The value as written, spaces around it removed.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>The number of semicolons before the item, from 0.</summary>
    public int Group { get; } = group;

    /// <summary>The code before the last hyphen (<c>w01018</c>), or the whole name when there is no hyphen.</summary>
    public ReadOnlySpan<byte> Code => Name.LastIndexOf((byte)'-') is >= 0 and int hyphen ? Name[..hyphen] : Name;

    /// <summary>The field behind the last hyphen (<c>Rtd</c>, <c>Flag</c>, <c>RS</c>); empty when there is none.</summary>
    public ReadOnlySpan<byte> Field => Name.LastIndexOf((byte)'-') is >= 0 and int hyphen ? Name[(hyphen + 1)..] : default;
}
