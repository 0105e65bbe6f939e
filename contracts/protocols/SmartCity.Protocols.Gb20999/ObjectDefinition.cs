namespace SmartCity.Protocols.Gb20999;

/// <summary>How the bytes of a value are to be understood.</summary>
public enum ValueKind : byte
{
    /// <summary>Bytes no reading is known for.</summary>
    Bytes,

    /// <summary>Unsigned number, high byte first, 1..8 bytes.</summary>
    Number,

    /// <summary>Signed number, two's complement, high byte first, 1..8 bytes.</summary>
    Signed,

    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>Text, filled with zeros or shorter than the standard's width.</summary>
    Text,

    /// <summary>Seven bytes: year (2), month, day, hour, minute, second.</summary>
    Time,

    /// <summary>IPv4 (4 bytes) or IPv6 (16 bytes).</summary>
    Address,

    /// <summary>One byte out of a code list.</summary>
    Code,

    /// <summary>A bit for each member, the lowest bit of the last byte being the first member.</summary>
    Members,

    /// <summary>Numbers of equal width, the first one last on the wire.</summary>
    Numbers,

    /// <summary>One-byte codes, the first one last on the wire.</summary>
    Codes,
}

/// <summary>One row of Objects.tsv: what an attribute of an object means (GB/T 20999-2017 annexes B and C).</summary>
/// <param name="Address">Class, object and attribute; element 0.</param>
/// <param name="Name">English name, unique.</param>
/// <param name="ChineseName">Name users see.</param>
/// <param name="Kind">How to read its bytes.</param>
/// <param name="CodeList">Code list of a Code or Codes value; null otherwise.</param>
/// <param name="ItemBytes">Bytes of one item of Numbers; number of the first member of Members (0 or 1); 1 otherwise.</param>
/// <param name="Bytes">Width by the standard. Shorter text and narrower numbers are met.</param>
/// <param name="Unit">Unit of the number; empty when it has none; in brackets when no source confirmed it.</param>
/// <param name="Writable">Whether the centre may set it.</param>
/// <param name="IsTable">Whether an element number selects a row.</param>
public sealed record ObjectDefinition(
    DataAddress Address, string Name, string ChineseName, ValueKind Kind, string? CodeList, int ItemBytes, int Bytes,
    string Unit, bool Writable, bool IsTable)
{
    /// <summary>Whether the unit was confirmed by a source.</summary>
    public bool UnitIsConfirmed => !Unit.StartsWith('(');
}
