using System.Globalization;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// Names one value in a controller: data class, object, attribute, element (GB/T 20999-2017 annex B). Attribute 0 asks
/// for all attributes of an object or is the only one; element 0 for all rows of a table or is the only one.
/// </summary>
/// <param name="Class">Data class, 1..18; makers use 128 and above.</param>
/// <param name="Object">Object within the class, from 1.</param>
/// <param name="Attribute">Attribute of the object; 0 = all, or the object has only one.</param>
/// <param name="Element">Row of the table, from 1; 0 = all, or the object is no table.</param>
public readonly record struct DataAddress(byte Class, byte Object, byte Attribute, byte Element)
{
    /// <summary>The definition this address falls under: the same with element 0.</summary>
    public DataAddress Definition => this with { Element = 0 };

    /// <summary>Reads "13.2.4.1" or "13.2.4" (element 0); false when it is neither.</summary>
    public static bool TryParse(string? text, out DataAddress address)
    {
        address = default;
        string[] parts = (text ?? "").Split('.');
        Span<byte> numbers = stackalloc byte[4];
        if (parts.Length is not (3 or 4))
        {
            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        address = new DataAddress(numbers[0], numbers[1], numbers[2], numbers[3]);
        return true;
    }

    /// <summary>Writes "13.2.4.1".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Class}.{Object}.{Attribute}.{Element}");
}
