using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class RoundTripProperties
{
    private static readonly Gen<string> Item =
        from code in Gen.Elements("a34004", "w01018", "Leq", "SB1", "private", "011", "烟尘")
        from field in Gen.Elements("Rtd", "Avg", "Flag", "RS", "Data")
        from value in Gen.Choose(-99999, 99999)
        select $"{code}-{field}={value / 100m}";

    private static readonly Gen<Hj212Packet> Packets =
        from qn in Gen.Choose(0, int.MaxValue)
        from st in Gen.Choose(21, 91)
        from cn in Gen.Choose(0, 9999)
        from mn in Gen.Choose(1, 32)
        from version in Gen.Choose(0, 2)
        from answer in Gen.Choose(0, 1)
        from parts in Gen.Choose(0, 99)
        from items in Gen.ListOf(Item)
        let split = parts > 0
        select new Hj212Packet(
            Hj212Time.FormatQn(DateTimeOffset.FromUnixTimeMilliseconds(qn * 1000L)), $"{st:D2}", cn, "123456", new string('7', mn),
            (byte)(version << 2 | (split ? 2 : 0) | answer), string.Join(';', items.Take(20)), parts, split ? 1 + parts / 2 : 0);

    [Fact]
    public void What_is_written_is_read_back_the_same_and_written_the_same_again() =>
        Prop.ForAll(Packets.ToArbitrary(), packet =>
        {
            byte[] frame = Hj212Writer.Write(packet)!;
            Hj212Packet read = Hj212Wire.Packet(frame);
            return read == packet && Hj212Writer.Write(read)!.AsSpan().SequenceEqual(frame);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_time_of_the_calendar_survives_its_digits() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seconds =>
        {
            DateTimeOffset time = DateTimeOffset.FromUnixTimeSeconds(seconds * 4L);
            return Hj212Time.Parse(Hj212Wire.Bytes(Hj212Time.Format(time))) == time
                && Hj212Time.Parse(Hj212Wire.Bytes(Hj212Time.FormatQn(time))) == time;
        }).QuickCheckThrowOnFailure();
}
