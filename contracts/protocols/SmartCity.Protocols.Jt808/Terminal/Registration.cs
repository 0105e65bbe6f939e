using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>
/// 0x0100 终端注册 (2011: 8.4; 2013: 8.5; 2019: 8.8). The lengths of maker, model and terminal id are 5/8/7, 5/20/7 and
/// 11/30/30 bytes; <see cref="Edition"/> says which were read.
/// </summary>
public sealed record Registration : Jt808Body
{
    private const int Minimum2013 = 37;

    /// <summary>The edition the body is laid out by; of use for the rest of the connection.</summary>
    public required Jt808Edition Edition { get; init; }

    /// <summary>First two digits of the GB/T 2260 code, 43 for Hunan; 0 leaves it to the platform.</summary>
    public required ushort Province { get; init; }

    /// <summary>Last four digits of the GB/T 2260 code, 400 for Hengyang; 0 leaves it to the platform.</summary>
    public required ushort City { get; init; }

    /// <summary>Maker's code.</summary>
    public required string ManufacturerId { get; init; }

    /// <summary>Terminal model, named by its maker. 2011 fills it with spaces, which are not part of it.</summary>
    public required string Model { get; init; }

    /// <summary>Terminal id, given by its maker: capital letters and digits.</summary>
    public required string TerminalId { get; init; }

    /// <summary>Plate colour; None when the vehicle has no plate yet.</summary>
    public required PlateColour PlateColour { get; init; }

    /// <summary>The plate, or the VIN when the colour is None (from 2013).</summary>
    public required string Vehicle { get; init; }

    /// <summary>The GB/T 2260 code of the county or city, 430400; 0 when the terminal leaves it to the platform.</summary>
    public int DivisionCode => Province * 10000 + City;

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.Registration;

    /// <summary>
    /// Decodes the body. Of the two editions without a version bit a body of 37 bytes or more is taken for 2013: a 2011
    /// one is 25 bytes and a plate.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">What the header says.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when the body is shorter than its fixed fields (25, 37 or 76 bytes).</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out Registration? message)
    {
        Jt808Edition layout = edition == Jt808Edition.V2019 ? edition
            : body.Length < Minimum2013 ? Jt808Edition.V2011 : Jt808Edition.V2013;
        (int maker, int model, int id) = Widths(layout);
        var reader = new BodyReader(body);
        return reader.Accept(
            new Registration
            {
                Edition = layout,
                Province = reader.UInt16(),
                City = reader.UInt16(),
                ManufacturerId = reader.FixedText(maker),
                Model = layout == Jt808Edition.V2011 ? reader.FixedText(model).TrimEnd(' ') : reader.FixedText(model),
                TerminalId = reader.FixedText(id),
                PlateColour = (PlateColour)reader.Byte(),
                Vehicle = reader.RestText(),
            },
            out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        (int maker, int model, int id) = Widths(edition);
        writer.UInt16(Province);
        writer.UInt16(City);
        writer.FixedText(ManufacturerId, maker);
        writer.FixedText(Model, model, edition == Jt808Edition.V2011 ? (byte)' ' : (byte)0);
        writer.FixedText(TerminalId, id);
        writer.Byte((byte)PlateColour);
        writer.Text(Vehicle);
    }

    private static (int Maker, int Model, int Id) Widths(Jt808Edition edition) => edition switch
    {
        Jt808Edition.V2011 => (5, 8, 7),
        Jt808Edition.V2013 => (5, 20, 7),
        _ => (11, 30, 30),
    };
}
