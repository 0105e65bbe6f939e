namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// The count before a list. Until 2011 a list too long for a message was spread over several: a byte with the total and
/// one with the count in this message (参数总数 + 包参数个数, 2011 tables 9, 28, 40, 45, 49); from 2013 sub-packets do that.
/// </summary>
internal static class ListCount
{
    public static int Read(ref BodyReader reader, Jt808Edition edition, out byte total)
    {
        total = reader.Byte();
        return edition == Jt808Edition.V2011 ? reader.Byte() : total;
    }

    public static void Write(ref BodyWriter writer, Jt808Edition edition, int count, int total)
    {
        byte inThisMessage = BodyWriter.Count8(count, "items");
        if (edition == Jt808Edition.V2011) writer.Byte(BodyWriter.Count8(Math.Max(count, total), "items"));
        writer.Byte(inThisMessage);
    }
}
