using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class RoundTripProperties
{
    private static readonly Gen<ushort> Words = Gen.Choose(0, 65535).Select(n => (ushort)n);
    private static readonly Gen<uint> DoubleWords = Gen.Two(Words).Select(pair => (uint)pair.Item1 << 16 | pair.Item2);
    private static readonly Gen<Jt808Edition> Editions = Gen.Elements(Jt808Edition.V2013, Jt808Edition.V2019);

    // Flags and escapes often: they are what framing is about.
    private static readonly Gen<byte> WireBytes = Gen.Frequency(
        (3, Gen.Choose(0, 255).Select(n => (byte)n)), (1, Gen.Elements((byte)0x7E, (byte)0x7D, (byte)1, (byte)2)));

    private static readonly Gen<DateTimeOffset> Times = Gen.Choose(0, int.MaxValue)
        .Select(seconds => new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddSeconds(seconds));

    private static readonly Gen<Jt808Header> Headers =
        from id in Words
        from sequence in Words
        from edition in Editions
        from phone in Gen.Choose(1, int.MaxValue)
        from total in Gen.Choose(0, 3)
        from index in Gen.Choose(1, 3)
        from encryption in Gen.Choose(0, 7)
        select new Jt808Header
        {
            MessageId = id, Sequence = sequence, Edition = edition, Encryption = (byte)encryption,
            Phone = TerminalPhone.Parse(phone.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            SubpacketTotal = (ushort)total, SubpacketIndex = (ushort)(total == 0 ? 0 : Math.Min(index, total)),
        };

    private static readonly Gen<LocationReport> Reports =
        from alarms in DoubleWords
        from status in DoubleWords
        from latitude in DoubleWords
        from longitude in DoubleWords
        from words in Gen.Three(Words)
        from time in Times
        from mileage in DoubleWords
        from vendor in WireBytes.ArrayOf(20)
        select new LocationReport
        {
            Alarms = (AlarmFlags)alarms, Status = (StatusFlags)status, LatitudeMicrodegrees = latitude, LongitudeMicrodegrees = longitude,
            AltitudeMetres = words.Item1, SpeedTenthsKmh = words.Item2, DirectionDegrees = words.Item3, Time = time,
            Items = new AdditionalItemsBuilder().Mileage(mileage).Add(0xE1, vendor).Build(),
        };

    [Fact]
    public void Any_frame_written_is_read_back()
    {
        Gen<(Jt808Header Header, byte[] Body)> frames =
            from header in Headers
            from length in Gen.Choose(0, Jt808Header.MaxBodyBytes)
            from body in WireBytes.ArrayOf(length)
            select (header, body);
        Prop.ForAll(frames.ToArbitrary(), given =>
        {
            Jt808Frame read = Wire.Read(Jt808Frame.Encode(given.Header, given.Body));
            return read.Header == given.Header && read.Body.Span.SequenceEqual(given.Body);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_body_split_is_put_together_again()
    {
        Gen<(byte[] Body, int PartBytes, ushort Sequence)> messages =
            from length in Gen.Choose(1, 4000)
            from body in WireBytes.ArrayOf(length)
            from part in Gen.Choose(100, Jt808Header.MaxBodyBytes)
            from sequence in Words
            select (body, part, sequence);
        Prop.ForAll(messages.ToArbitrary(), given =>
        {
            var assembler = new SubpacketAssembler();
            Jt808Frame whole = default;
            foreach (byte[] bytes in Subpackets.Split(Wire.Header(0x0801, sequence: given.Sequence), given.Body, given.PartBytes))
            {
                Jt808Frame frame = Wire.Read(bytes);
                whole = frame;
                if (frame.Header.IsSubpacket) assembler.Add(frame, default, out whole);
            }

            return whole.Body.Span.SequenceEqual(given.Body);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_location_written_is_read_back_alone_and_in_a_batch() =>
        Prop.ForAll(Reports.ToArbitrary(), Editions.ToArbitrary(), (report, edition) =>
        {
            Assert.Equal(FrameError.None, LocationReport.TryRead(report.Encode(edition), edition, out LocationReport? alone));
            Assert.Equal(FrameError.None,
                LocationBatch.TryRead(new LocationBatch(true, [report, report]).Encode(edition), edition, out LocationBatch? batch));
            return Same(report, alone!) && batch!.Reports.Count == 2 && batch.Reports.All(item => Same(report, item));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_registration_written_is_read_back()
    {
        Gen<string> name = Gen.Choose(0, 5).SelectMany(length => Gen.Elements("ABC019".ToCharArray()).ArrayOf(length)).Select(chars => new string(chars));
        Gen<Registration> registrations =
            from edition in Gen.Elements(Enum.GetValues<Jt808Edition>())
            from province in Words
            from city in Words
            from names in Gen.Three(name)
            from plate in Gen.Elements("湘D12345", "鲁A00001", "豫AD12345", "京A·00001")
            select new Registration
            {
                Edition = edition, Province = province, City = city, ManufacturerId = names.Item1, Model = names.Item2,
                TerminalId = names.Item3, PlateColour = PlateColour.Green, Vehicle = plate,
            };
        Prop.ForAll(registrations.ToArbitrary(), given =>
        {
            Jt808Edition stated = given.Edition == Jt808Edition.V2019 ? Jt808Edition.V2019 : Jt808Edition.V2013;
            Registration.TryRead(given.Encode(given.Edition), stated, out Registration? read);
            return given == read;
        }).QuickCheckThrowOnFailure();
    }

    private static bool Same(LocationReport a, LocationReport b) =>
        a with { Items = default } == b with { Items = default } && a.Items.Bytes.Span.SequenceEqual(b.Items.Bytes.Span);
}
