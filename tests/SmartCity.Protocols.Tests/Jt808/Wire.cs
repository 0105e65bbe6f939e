using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Tests.Jt808;

internal static class Wire
{
    public static Jt808Frame Read(byte[] bytes)
    {
        Assert.Equal(FrameError.None, Jt808Frame.TryRead(bytes, out Jt808Frame frame, out int consumed));
        Assert.Equal(bytes.Length, consumed);
        return frame;
    }

    public static Jt808Frame Read(string hex) => Read(Convert.FromHexString(hex));

    public static Jt808Body Body(byte[] bytes)
    {
        Jt808Frame frame = Read(bytes);
        Assert.Equal(FrameError.None, Jt808Bodies.TryRead(frame.Header, frame.Body.Span, out Jt808Body? body));
        return body!;
    }

    public static T Body<T>(string hex) where T : Jt808Body => Assert.IsType<T>(Body(Convert.FromHexString(hex)));

    public static Jt808Header Header(ushort id, Jt808Edition edition = Jt808Edition.V2013, ushort sequence = 1) =>
        new() { MessageId = id, Edition = edition, Phone = TerminalPhone.Parse("13973400001"), Sequence = sequence };
}
