using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Data;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Information;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Multimedia;
using SmartCity.Protocols.Jt808.Regions;
using SmartCity.Protocols.Jt808.Terminal;
using SmartCity.Protocols.Jt808.Vehicle;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class BodyTests
{
    [Fact]
    public void Every_golden_vector_decodes_to_its_own_type_and_encodes_to_the_same_bytes()
    {
        foreach (string hex in GoldenVectors.All)
        {
            Jt808Frame frame = Wire.Read(hex);
            Jt808Body body = Wire.Body(Convert.FromHexString(hex));
            bool oneOfOurs = frame.Header is { IsSubpacket: false, MessageId: not 0x1FC4 } && frame.Body.Length > 0;
            Assert.True(body is not RawBody == oneOfOurs, hex);
            Assert.Equal(frame.Header.MessageId, body.MessageId);
            Jt808Edition edition = body is Registration registration ? registration.Edition : frame.Header.Edition;
            Assert.Equal(Convert.ToHexString(frame.Body.Span), Convert.ToHexString(body.Encode(edition)));
        }
    }

    [Fact]
    public void A_registration_tells_the_three_editions_apart()
    {
        var v2011 = Wire.Body<Registration>(GoldenVectors.Registration2011);
        var v2013 = Wire.Body<Registration>(GoldenVectors.Registration2013);
        var v2019 = Wire.Body<Registration>(GoldenVectors.Registration2019);
        Assert.Equal([Jt808Edition.V2011, Jt808Edition.V2013, Jt808Edition.V2019], new[] { v2011.Edition, v2013.Edition, v2019.Edition });
        Assert.Equal(["湘D12345", "鲁D12345", "豫D12345"], new[] { v2011.Vehicle, v2013.Vehicle, v2019.Vehicle });
        Assert.Equal(["HY-1", "HYJK-BUS-1", "HYJK-BUS-1"], new[] { v2011.Model, v2013.Model, v2019.Model });
        Assert.Equal((430400, PlateColour.Yellow), (v2011.DivisionCode, v2011.PlateColour));
    }

    [Fact]
    public void A_location_reads_with_units_and_all_its_additional_items()
    {
        var report = Wire.Body<LocationReport>(GoldenVectors.Location);
        Assert.Equal(AlarmFlags.Overspeed, report.Alarms);
        Assert.Equal(StatusFlags.EngineOn | StatusFlags.Located | StatusFlags.Gps | StatusFlags.BeiDou, report.Status);
        Assert.Equal((26.894729, 112.572, 58.3m), (Math.Round(report.Latitude, 6), Math.Round(report.Longitude, 6), report.SpeedKmh));
        Assert.Equal((72, 359, true), (report.AltitudeMetres, report.DirectionDegrees, report.HasPosition));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 45, 0, TimeSpan.FromHours(8)), report.Time);
        AdditionalItems items = report.Items;
        Assert.Equal((123456u, (ushort)455, (ushort)590, (ushort)7), (items.MileageTenthsKm, items.FuelTenthsLitre, items.RecorderSpeedTenthsKmh, items.AlarmToConfirm));
        Assert.Equal(new OverspeedPlace(PlaceKind.Circle, 9), items.Overspeed);
        Assert.Equal(new RegionCrossing(PlaceKind.Polygon, 10, Left: true), items.Crossing);
        Assert.Equal(new SegmentTime(11, 300, TooLong: true), items.Segment);
        Assert.Equal((5u, VehicleSignals.LowBeam | VehicleSignals.Brake), (items.VideoAlarms, items.Signals));
        Assert.Equal(((ushort)2, 0x00640032u, (byte)28, (byte)14), (items.IoStatus, items.Analogue, items.SignalStrength, items.Satellites));
        Assert.Equal([1, 2, 3], items.Find(0xE1).ToArray());
        Assert.False(items.HasBrokenTail);
    }

    [Fact]
    public void The_items_builder_writes_the_golden_location()
    {
        AdditionalItems built = new AdditionalItemsBuilder().Mileage(123456).Fuel(455).RecorderSpeed(590).AlarmToConfirm(7)
            .Overspeed(new OverspeedPlace(PlaceKind.Circle, 9)).Crossing(new RegionCrossing(PlaceKind.Polygon, 10, Left: true))
            .Segment(new SegmentTime(11, 300, TooLong: true)).VideoAlarms(5).Signals(VehicleSignals.LowBeam | VehicleSignals.Brake)
            .IoStatus(2).Analogue(0x00640032).SignalStrength(28).Satellites(14).Add(0xE1, [1, 2, 3]).Build();
        Assert.Equal(Convert.ToHexString(Wire.Body<LocationReport>(GoldenVectors.Location).Items.Bytes.Span), Convert.ToHexString(built.Bytes.Span));
    }

    [Fact]
    public void Items_that_break_off_do_not_cost_the_position()
    {
        byte[] body = [.. Wire.Read(GoldenVectors.LocationBare2019).Body.Span, 0x31, 1, 9, 0x01, 4, 0];
        Assert.Equal(FrameError.None, LocationReport.TryRead(body, Jt808Edition.V2019, out LocationReport? report));
        Assert.True(report!.Items.HasBrokenTail);
        Assert.Equal(((byte)9, (uint?)null), (report.Items.Satellites!.Value, report.Items.MileageTenthsKm));
        Assert.Equal(body, report.Encode(Jt808Edition.V2019));
    }

    [Theory]
    [InlineData("000000000000")]
    [InlineData("261323084500")]
    [InlineData("260230084500")]
    [InlineData("26112324450A")]
    public void A_clock_that_shows_no_time_reads_as_none(string bcd)
    {
        byte[] body = Wire.Read(GoldenVectors.LocationBare2019).Body.ToArray();
        Convert.FromHexString(bcd).CopyTo(body, 22);
        Assert.Equal(FrameError.None, LocationReport.TryRead(body, Jt808Edition.V2019, out LocationReport? report));
        Assert.Null(report!.Time);
    }

    [Fact]
    public void South_and_west_are_negative_and_impossible_degrees_are_no_position()
    {
        var report = new LocationReport { Status = StatusFlags.Located | StatusFlags.South | StatusFlags.West, LatitudeMicrodegrees = 1_500_000, LongitudeMicrodegrees = 2_000_000 };
        Assert.Equal((-1.5, -2.0), (report.Latitude, report.Longitude));
        Assert.True(report.HasPosition);
        Assert.False((report with { LatitudeMicrodegrees = 119_552_894 }).HasPosition);
        Assert.False((report with { LatitudeMicrodegrees = 0, LongitudeMicrodegrees = 0 }).HasPosition);
        Assert.False((report with { Status = StatusFlags.None }).HasPosition);
    }

    [Fact]
    public void A_batch_holds_each_report_with_its_items()
    {
        var batch = Wire.Body<LocationBatch>(GoldenVectors.LocationBatch);
        Assert.True(batch.IsBacklog);
        Assert.Equal([null, 123456u], batch.Reports.Select(report => report.Items.MileageTenthsKm));
    }

    [Fact]
    public void Regions_hold_their_window_limit_and_name()
    {
        CircleRegion circle = Assert.Single(Wire.Body<CircleRegions>(GoldenVectors.Circles2019).Regions);
        Assert.Equal((26894729u, 500u, "南岳衡山"), (circle.LatitudeMicrodegrees, circle.RadiusMetres, circle.Rules.Name));
        Assert.Equal(new SpeedRule(60, 10, 50), circle.Rules.Speed);
        Assert.Equal(new TimeOnly(8, 30), circle.Rules.Window!.Value.Start.TimeOfDay);
        Assert.Equal(RegionTime.Daily(new TimeOnly(18, 0)), circle.Rules.Window!.Value.End);
        Assert.Null(circle.Rules.Window!.Value.End.At);
        Assert.Null(Assert.Single(Wire.Body<CircleRegions>(GoldenVectors.Circles).Regions).Rules.Speed!.Value.NightMaxKmh);
        var polygon = Wire.Body<PolygonRegion>(GoldenVectors.Polygon2019);
        Assert.Equal((3, "雁峰", (ushort)30), (polygon.Vertices.Count, polygon.Rules.Name, polygon.Rules.Speed!.Value.NightMaxKmh!.Value));
        var route = Wire.Body<RouteSetting>(GoldenVectors.Route);
        Assert.Equal([new DrivingTime(600, 60), null], route.Turns.Select(turn => turn.DrivingTime));
        Assert.Equal("１路公交", Wire.Body<RouteSetting>(GoldenVectors.Route2019).Name);
        Assert.Empty(Wire.Body<RegionDeletion>(GoldenVectors.DeleteRectangles).Regions);
    }

    [Fact]
    public void Driver_cards_of_the_three_editions_are_read()
    {
        var v2013 = Wire.Body<DriverIdentity>(GoldenVectors.DriverIdentity);
        Assert.Equal((CardState.Inserted, CardReadResult.Ok, "王小明", "衡阳运管处", "20301231", ""),
            (v2013.State, v2013.ReadResult!.Value, v2013.Name, v2013.Authority, v2013.ValidUntil, v2013.IdentityCard));
        Assert.Equal("430400199001011234", Wire.Body<DriverIdentity>(GoldenVectors.DriverIdentity2019).IdentityCard);
        Assert.Null(Wire.Body<DriverIdentity>(GoldenVectors.DriverPulled).ReadResult);
        var v2011 = Wire.Body<DriverIdentity>(GoldenVectors.DriverIdentity2011);
        Assert.Equal((CardState.Unknown, "王小明", "430400199001011234"), (v2011.State, v2011.Name, v2011.IdentityCard));
    }

    [Fact]
    public void Parameters_read_as_numbers_and_as_text()
    {
        IReadOnlyList<TerminalParameter> list = Wire.Body<SetParameters>(GoldenVectors.SetParameters).Parameters;
        Assert.Equal([60u, null, 2u], list.Select(parameter => parameter.Number));
        Assert.Equal((ParameterIds.Plate, "湘D12345"), (list[1].Id, list[1].Text));
    }

    [Fact]
    public void Small_messages_hold_their_fields()
    {
        Assert.Equal(new TrackingControl(5, 600), Wire.Body<TrackingControl>(GoldenVectors.TrackingControl));
        Assert.Equal(new TrackingControl(0, 0), Wire.Body<TrackingControl>(GoldenVectors.TrackingStop));
        Assert.Equal("前方拥堵，请绕行解放大道", Wire.Body<TextMessage>(GoldenVectors.TextMessage).Text);
        Assert.Equal(2, Wire.Body<TextMessage>(GoldenVectors.TextMessage2019).Kind);
        Assert.True(Wire.Body<VehicleControl>(GoldenVectors.VehicleControl2019).LockDoors);
        Assert.True(Wire.Body<VehicleControl>(GoldenVectors.VehicleControl).LockDoors);
        Assert.Equal("07348888888", Wire.Body<CallBack>(GoldenVectors.CallBack).PhoneNumber);
        Assert.Equal(new Contact(CallDirection.Both, "13973400002", "调度"), Assert.Single(Wire.Body<PhoneBook>(GoldenVectors.PhoneBook).Contacts));
        Assert.Equal(["到站", "故障"], Wire.Body<EventSettings>(GoldenVectors.EventSettings).Events.Select(choice => choice.Text));
        Assert.Equal([2, 3], Wire.Body<ResendRequest>(GoldenVectors.ResendRequest2019).Parts);
        Assert.Equal([3, 5], Wire.Body<MultimediaUploadReply>(GoldenVectors.MultimediaMissing).PartsWanted);
        Assert.Equal("FFD87E7DFFD9", Convert.ToHexString(Wire.Body<MultimediaUpload>(GoldenVectors.MultimediaUpload).Data.Span));
        CanData can = Wire.Body<CanData>(GoldenVectors.CanData);
        Assert.Equal((new TimeOnly(8, 45, 1, 250), "0845010250"), (can.ReceivedAt!.Value, CanTime.Digits(new TimeOnly(8, 45, 1, 250))));
        Assert.Equal((2, true, 0x123u), (can.Items[0].Channel, can.Items[0].IsExtended, can.Items[0].CanId));
        Assert.Equal((true, (byte)0x41), (Wire.Body<Passthrough>(GoldenVectors.Downlink).Downlink, Wire.Body<Passthrough>(GoldenVectors.Downlink).Kind));
    }

    [Fact]
    public void An_encrypted_body_is_kept_raw()
    {
        byte[] body = Wire.Read(GoldenVectors.LocationBare2019).Body.ToArray();
        var raw = Assert.IsType<RawBody>(Wire.Body(Jt808Frame.Encode(Wire.Header(0x0200) with { Encryption = 1 }, body)));
        Assert.Equal(body, raw.Trailing.ToArray());
    }

    [Fact]
    public void What_2011_counts_and_numbers_differently_is_read_and_written_its_way()
    {
        Jt808Body[] messages =
        [
            new SetParameters([TerminalParameter.Of(1, 60)]) { TotalOverMessages = 9 },
            new PhoneBook(2, [new Contact(CallDirection.In, "1", "调度")]) { TotalOverMessages = 3 },
            new MultimediaUpload(1, MultimediaKind.Image, MultimediaFormat.Jpeg, 0, 1, new byte[] { 1, 2 }) { PartTotal = 5, PartIndex = 2 },
            new MultimediaUploadReply(1, [2]) { AckSequence = 77 },
            new Passthrough(Downlink: false, 0x41, new byte[] { 1, 2 }) { TotalBytes = 20 },
            new LocationReply(0, new LocationReport()),
        ];
        string[] expected =
        [
            "0901" + "00000001040000003C", "020301" + "01" + "0131" + "04B5F7B6C8", "0000000100000001" + "0000000500000002" + "0102",
            "004D0000000101" + "0002", "41000000140002" + "0102", new string('0', 56),
        ];
        for (int i = 0; i < messages.Length; i++)
        {
            byte[] bytes = messages[i].Encode(Jt808Edition.V2011);
            Assert.Equal(expected[i], Convert.ToHexString(bytes));
            Assert.Equal(FrameError.None, Jt808Bodies.TryRead(messages[i].MessageId, bytes, Jt808Edition.V2011, out Jt808Body? read));
            Assert.Equal(expected[i], Convert.ToHexString(read!.Encode(Jt808Edition.V2011)));
        }
    }

    [Fact]
    public void What_does_not_fit_its_field_is_refused_with_the_reason()
    {
        var error = Assert.Throws<ArgumentException>(() => new Authentication("x", new string('1', 16)).Encode(Jt808Edition.V2019));
        Assert.Contains("16 bytes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new QueryParameters(new uint[256]).Encode(Jt808Edition.V2013));
        Assert.Throws<ArgumentException>(() => new LocationReport { Time = DateTimeOffset.UnixEpoch }.Encode(Jt808Edition.V2013));
    }
}
