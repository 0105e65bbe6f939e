using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x0107 查询终端属性应答 (2013: 8.15, table 20), the answer to 8107.</summary>
public sealed record TerminalAttributes : Jt808Body
{
    /// <summary>Bits: 0 passenger, 1 dangerous goods, 2 freight, 3 taxi, 6 disk recording, 7 split unit.</summary>
    public required ushort TerminalType { get; init; }

    /// <summary>Maker's code.</summary>
    public required string ManufacturerId { get; init; }

    /// <summary>
    /// Width of the maker's code in a 2019 body, 11 bytes by default. Some 2019 terminals kept the 5 of 2013; which of the
    /// two a body uses is found by which fits its length.
    /// </summary>
    public int ManufacturerIdBytes { get; init; } = 11;

    /// <summary>Terminal model.</summary>
    public required string Model { get; init; }

    /// <summary>Terminal id.</summary>
    public required string TerminalId { get; init; }

    /// <summary>ICCID of the SIM card, 20 digits of BCD[10]; hexadecimal digits in an ICCID are kept.</summary>
    public required string Iccid { get; init; }

    /// <summary>Hardware version.</summary>
    public required string HardwareVersion { get; init; }

    /// <summary>Firmware version.</summary>
    public required string FirmwareVersion { get; init; }

    /// <summary>Bits: 0 GPS, 1 BeiDou, 2 GLONASS, 3 Galileo.</summary>
    public required byte GnssModule { get; init; }

    /// <summary>Bits: 0 GPRS, 1 CDMA, 2 TD-SCDMA, 3 WCDMA, 4 CDMA2000, 5 TD-LTE, 7 other.</summary>
    public required byte RadioModule { get; init; }

    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.AttributesReply;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019 has wider model and id fields.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when the fields do not fit the body.</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out TerminalAttributes? message)
    {
        bool v2019 = edition == Jt808Edition.V2019;
        FrameError error = TryRead(body, v2019, makerBytes: v2019 ? 11 : 5, out message);
        if (!v2019 || (error == FrameError.None && message!.Trailing.IsEmpty)) return error;
        bool narrowFits = TryRead(body, v2019, makerBytes: 5, out TerminalAttributes? narrow) == FrameError.None
            && narrow!.Trailing.IsEmpty;
        if (narrowFits) message = narrow;
        return narrowFits ? FrameError.None : error;
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        bool v2019 = edition == Jt808Edition.V2019;
        writer.UInt16(TerminalType);
        writer.FixedText(ManufacturerId, v2019 ? ManufacturerIdBytes : 5);
        writer.FixedText(Model, v2019 ? 30 : 20);
        writer.FixedText(TerminalId, v2019 ? 30 : 7);
        if (Iccid.Length != 20) throw new ArgumentException($"An ICCID field has 20 digits, not {Iccid.Length}.");
        writer.Bytes(Convert.FromHexString(Iccid));
        writer.Text8(HardwareVersion);
        writer.Text8(FirmwareVersion);
        writer.Byte(GnssModule);
        writer.Byte(RadioModule);
    }

    private static FrameError TryRead(ReadOnlySpan<byte> body, bool v2019, int makerBytes, out TerminalAttributes? message)
    {
        var reader = new BodyReader(body);
        return reader.Accept(
            new TerminalAttributes
            {
                ManufacturerIdBytes = makerBytes,
                TerminalType = reader.UInt16(),
                ManufacturerId = reader.FixedText(makerBytes),
                Model = reader.FixedText(v2019 ? 30 : 20),
                TerminalId = reader.FixedText(v2019 ? 30 : 7),
                Iccid = Convert.ToHexString(reader.Take(10)),
                HardwareVersion = reader.Text(reader.Byte()),
                FirmwareVersion = reader.Text(reader.Byte()),
                GnssModule = reader.Byte(),
                RadioModule = reader.Byte(),
                Trailing = reader.Rest(),
            },
            out message);
    }
}
