using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>0x8400 电话回拨 (2013: 8.31).</summary>
/// <param name="Listen">False: an ordinary call; true: 监听, the terminal only sends sound.</param>
/// <param name="PhoneNumber">At most 20 bytes.</param>
public sealed record CallBack(bool Listen, string PhoneNumber) : Jt808Body
{
    /// <inheritdoc/>
    public override ushort MessageId => MessageIds.CallBack;

    /// <summary>Decodes the body; BadField when it is empty.</summary>
    /// <param name="body">The body.</param>
    /// <param name="edition">Any; all are alike.</param>
    /// <param name="message">The message, or null on error.</param>
    public static FrameError TryRead(ReadOnlySpan<byte> body, Jt808Edition edition, out CallBack? message)
    {
        var reader = new BodyReader(body);
        bool listen = reader.Byte() != 0;
        ReadOnlySpan<byte> number = reader.Take(reader.Left);
        ReadOnlySpan<byte> digits = number.TrimEnd((byte)0);
        return reader.Accept(
            new CallBack(listen, ChineseText.Decode(digits)) { Trailing = number[digits.Length..].ToArray() }, out message);
    }

    internal override void Write(ref BodyWriter writer, Jt808Edition edition)
    {
        writer.Byte(Listen ? (byte)1 : (byte)0);
        writer.Text(PhoneNumber);
    }
}
