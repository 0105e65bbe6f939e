using System.Globalization;
using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Information;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class SampleTests
{
    [Fact]
    public void Every_sample_frame_is_read_whole_with_the_header_its_description_states()
    {
        IReadOnlyList<Sample> samples = Samples.Read();
        Assert.True(samples.Count >= 248, $"only {samples.Count} samples");
        foreach (Sample sample in samples)
        {
            Jt808Frame frame = Wire.Read(sample.Frame);
            if (!sample.IsDecoded) continue;
            Assert.Equal(sample.Id, frame.Header.MessageId);
            Assert.Equal(sample.Field("edition") == "2019" ? Jt808Edition.V2019 : Jt808Edition.V2013, frame.Header.Edition);
            Assert.Equal(sample.Field("phone"), frame.Header.Phone.ToDigits(frame.Header.Edition));
            Assert.Equal(sample.Field("sn"), frame.Header.Sequence.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(int.Parse(sample.Field("body")!.Split(' ')[0], CultureInfo.InvariantCulture), frame.Body.Length);
        }
    }

    [Fact]
    public void Every_sample_frame_is_written_again_as_the_same_bytes()
    {
        foreach (Sample sample in Samples.Read())
        {
            Jt808Frame frame = Wire.Read(sample.Frame);
            Assert.Equal(Convert.ToHexString(sample.Frame), Convert.ToHexString(Jt808Frame.Encode(frame.Header, frame.Body.Span)));
        }
    }

    [Fact]
    public void Every_sample_body_is_decoded_and_encodes_to_the_same_bytes()
    {
        var differing = new List<string>();
        foreach (Sample sample in Samples.Read())
        {
            Jt808Frame frame = Wire.Read(sample.Frame);
            FrameError error = Jt808Bodies.TryRead(frame.Header, frame.Body.Span, out Jt808Body? body);
            if (body is Registration { Edition: Jt808Edition.V2011 }) continue; // filled with zeros where 2011 asks for spaces
            Jt808Edition edition = body is Registration registration ? registration.Edition : frame.Header.Edition;
            bool same = error == FrameError.None && body!.Encode(edition).AsSpan().SequenceEqual(frame.Body.Span);
            if (!same) differing.Add($"{error} {sample.Header} {Convert.ToHexString(frame.Body.Span)} -> {(body is null ? "" : Convert.ToHexString(body.Encode(edition)))}");
        }

        Assert.Empty(differing);
    }

    [Fact]
    public void Acknowledgements_hold_what_their_descriptions_state()
    {
        foreach (Sample sample in Samples.Read().Where(sample => sample.IsDecoded && sample.Id is 0x0001 or 0x8001))
        {
            Jt808Body body = Wire.Body(sample.Frame);
            (ushort sequence, ushort id, AckResult result) = body is TerminalAck terminal
                ? (terminal.AckSequence, terminal.AckId, terminal.Result)
                : ((PlatformAck)body).AckSequence is var s ? (s, ((PlatformAck)body).AckId, ((PlatformAck)body).Result) : default;
            Assert.Contains($"ack sn={sequence} id=0x{id:X4} result={(int)result}", sample.Header, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Registrations_and_authentications_hold_what_their_descriptions_state()
    {
        foreach (Sample sample in Samples.Read().Where(sample => sample.IsDecoded && sample.Id is 0x0100 or 0x0102 or 0x8100))
        {
            string stated = Wire.Body(sample.Frame) switch
            {
                Registration { Edition: Jt808Edition.V2011 } => "(decode index out of range)",
                Registration r => $"province={r.Province} city={r.City} maker={r.ManufacturerId} model={r.Model} termId={r.TerminalId} "
                    + $"colour={r.PlateColour.ToString().ToLowerInvariant()} plate={r.Vehicle}",
                Authentication { Imei: "" } a => $"code={a.Code}",
                Authentication a => $"code={a.Code} imei={a.Imei} sw={a.SoftwareVersion}",
                RegistrationReply r => $"ack sn={r.AckSequence} result={(int)r.Result} code={r.AuthenticationCode}",
                var other => throw new InvalidOperationException(other.ToString()),
            };
            Assert.EndsWith(stated, sample.Header.TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Locations_hold_what_their_descriptions_state()
    {
        foreach (Sample sample in Samples.Read().Where(sample => sample.IsDecoded && sample.Id is 0x0200))
        {
            var report = (LocationReport)Wire.Body(sample.Frame);
            string items = "";
            foreach (AdditionalItem item in report.Items) items += $" {Item(item)}";
            string stated = string.Create(CultureInfo.InvariantCulture,
                $"alarm={(uint)report.Alarms:X8}, status={(uint)report.Status:X8}, lat={report.LatitudeMicrodegrees / 1e6}, lon={report.LongitudeMicrodegrees / 1e6}, alt={report.AltitudeMetres}, speed_kmh={report.SpeedKmh:0.0}, dir={report.DirectionDegrees}, time={report.Time:yyMMddHHmmss}, extra={items.TrimStart()}");
            Assert.EndsWith(stated, sample.Header, StringComparison.OrdinalIgnoreCase);
        }

        static string Item(AdditionalItem item) => $"{item.Id:X2}:{Convert.ToHexString(item.Value)}";
    }

    [Fact]
    public void Batches_and_texts_hold_what_their_descriptions_state()
    {
        foreach (Sample sample in Samples.Read().Where(sample => sample.IsDecoded && sample.Id is 0x0704 or 0x8300))
        {
            string stated = Wire.Body(sample.Frame) switch
            {
                LocationBatch batch => Batch(batch),
                // The descriptions count the kind byte of 2019 to the text.
                TextMessage text => $"flag={text.Flags:X2} text={(sample.Field("edition") == "2019" ? ((char)text.Kind).ToString() : "")}{text.Text}",
                var other => throw new InvalidOperationException(other.ToString()),
            };
            Assert.EndsWith(stated, sample.Header, StringComparison.Ordinal);
        }

        static string Batch(LocationBatch batch) => string.Create(CultureInfo.InvariantCulture,
            $"count={batch.Reports.Count} type={(batch.IsBacklog ? 1 : 0)} first={{'lat': {batch.Reports[0].LatitudeMicrodegrees / 1e6}, 'lon': {batch.Reports[0].LongitudeMicrodegrees / 1e6}, 'speed_kmh': {batch.Reports[0].SpeedKmh:0.0}, 'time': '{batch.Reports[0].Time:yyMMddHHmmss}'}}");
    }
}
