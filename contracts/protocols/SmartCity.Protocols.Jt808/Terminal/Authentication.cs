using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>0x0102 终端鉴权 (2013: 8.8; 2019 adds a length byte, IMEI and software version).</summary>
/// <param name="Code">The code the platform gave at registration.</param>
/// <param name="Imei">IMEI, 15 digits; empty before 2019.</param>
/// <param name="SoftwareVersion">The maker's version, at most 20 bytes; empty before 2019.</param>
public sealed record Authentication(string Code, string Imei = "", string SoftwareVersion = "") : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.Authentication;

    /// <summary>Decodes the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">2019, or an earlier one in which all of the body is the code.</param>
    /// <param name="message">The message, or null on error.</param>
    /// <returns>None, or BadField when a 2019 body is shorter than its declared code and 35 bytes.</returns>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out Authentication? message)
    {
        var reader = new BodyReader(body);
        if (edition != Jt808Edition.V2019) return reader.Accept(new Authentication(reader.RestText()), out message);
        return reader.Accept(
            new Authentication(reader.Text(reader.Byte()), reader.FixedText(15), reader.FixedText(20)) { Trailing = reader.Rest() },
            out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        if (edition != Jt808Edition.V2019)
        {
            writer.Text(Code);
            return;
        }

        writer.Text8(Code);
        writer.FixedText(Imei, 15);
        writer.FixedText(SoftwareVersion, 20);
    }
}
