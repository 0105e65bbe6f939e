using SmartCity.Protocols.Jt808;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Location;
using SmartCity.Protocols.Tests.Fuzz;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class Jt808FuzzTests
{
    private static FrameFuzz Fuzz => new("jt808", Read, [.. GoldenVectors.All.Select(Convert.FromHexString)], Jt808Frame.MaxBytes);

    [Fact]
    public void Whole_frames_are_read() => Fuzz.Whole();

    [Fact]
    public void A_frame_cut_at_any_byte_is_incomplete() => Fuzz.CutAtEveryByte();

    [Fact]
    public void A_frame_bent_at_any_byte_costs_no_later_frame() => Fuzz.EveryByteBent();

    [Fact]
    public void Random_input_is_survived() => Fuzz.RandomInput();

    [Fact]
    public void The_samples_bent_at_any_byte_cost_no_later_frame()
    {
        byte[][] some = [.. Samples.Frames().Where(frame => frame.Length < 80).Where((_, index) => index % 6 == 0)];
        new FrameFuzz("jt808", Read, some, Jt808Frame.MaxBytes).EveryByteBent();
    }

    [Fact]
    public void Any_bytes_as_the_body_of_any_message_are_decoded_or_named_bad()
    {
        var random = new Random(808);
        byte[][] bodies = [.. GoldenVectors.All.Select(hex => Wire.Read(hex).Body.ToArray())];
        foreach (ushort id in GoldenVectors.DecodedIds)
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] body = [.. bodies[random.Next(bodies.Length)]];
                if (random.Next(2) == 0) random.NextBytes(body);
                DecodeBounded(id, body.AsSpan(0, random.Next(body.Length + 1)));
            }
        }
    }

    [Fact]
    public void A_body_cut_at_any_byte_is_decoded_or_named_bad()
    {
        foreach (string hex in GoldenVectors.All)
        {
            Jt808Frame frame = Wire.Read(hex);
            for (int length = 0; length < frame.Body.Length; length++) DecodeBounded(frame.Header.MessageId, frame.Body.Span[..length]);
        }
    }

    private static void DecodeBounded(ushort id, ReadOnlySpan<byte> body)
    {
        foreach (Jt808Edition edition in Enum.GetValues<Jt808Edition>())
        {
            FrameError error = FrameError.None;
            Jt808Body? message = null;
            long allocated = Allocation.Of(body, bytes => error = Jt808Bodies.TryRead(id, bytes, edition, out message));
            Assert.True(error is FrameError.None or FrameError.BadField, $"{id:X4} {error}");
            Assert.Equal(error == FrameError.None, message is not null);
            Assert.True(allocated <= 4096 + 32L * body.Length, $"{id:X4} allocated {allocated} for {body.Length} bytes");
        }
    }

    private static FrameError Read(ReadOnlySpan<byte> input, out int consumed)
    {
        FrameError error = Jt808Frame.TryRead(input, out Jt808Frame frame, out consumed);
        if (error != FrameError.None) return error;
        Jt808Bodies.TryRead(frame.Header, frame.Body.Span, out Jt808Body? body);
        if (body is LocationReport report) Touch(report);
        return FrameError.None;
    }

    private static void Touch(LocationReport report)
    {
        AdditionalItems items = report.Items;
        _ = (items.MileageTenthsKm, items.FuelTenthsLitre, items.RecorderSpeedTenthsKmh, items.AlarmToConfirm);
        _ = (items.Overspeed, items.Crossing, items.Segment, items.VideoAlarms, items.Signals, items.IoStatus);
        _ = (items.Analogue, items.SignalStrength, items.Satellites, items.HasBrokenTail, report.HasPosition);
    }
}
