using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>A contact of the terminal's phone book (table 52).</summary>
/// <param name="Direction">Who may call.</param>
/// <param name="PhoneNumber">The number.</param>
/// <param name="Name">The contact's name, at most 255 bytes in GBK.</param>
public sealed record Contact(CallDirection Direction, string PhoneNumber, string Name)
{
    internal static Contact Read(ref BodyReader reader) =>
        new((CallDirection)reader.Byte(), reader.Text(reader.Byte()), reader.Text(reader.Byte()));
}

/// <summary>Which calls a contact is for.</summary>
public enum CallDirection : byte
{
    /// <summary>呼入.</summary>
    In = 1,
    /// <summary>呼出.</summary>
    Out = 2,
    /// <summary>呼入/呼出.</summary>
    Both = 3,
}
