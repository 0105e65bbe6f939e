using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Protocols.Tests.Jt808;

public sealed class SubpacketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_message_split_is_put_together_whatever_the_order_of_its_parts()
    {
        byte[] body = Body(5000);
        Jt808Frame[] parts = Parts(body, sequence: 65534);
        new Random(1).Shuffle(parts);
        var assembler = new SubpacketAssembler();
        foreach (Jt808Frame part in parts[..^1]) Assert.Equal(AssemblyResult.Kept, assembler.Add(part, Noon, out _));
        Assert.Equal(AssemblyResult.Complete, assembler.Add(parts[^1], Noon, out Jt808Frame whole));
        Assert.Equal(body, whole.Body.ToArray());
        Assert.Equal((65534, false), (whole.Header.Sequence, whole.Header.IsSubpacket));
        Assert.Equal((0, 0L), (assembler.Count, assembler.HeldBytes));
    }

    [Fact]
    public void A_short_message_is_one_frame_without_subpacket_fields() =>
        Assert.False(Wire.Read(Assert.Single(Subpackets.Split(Wire.Header(0x0801), Body(1023)))).Header.IsSubpacket);

    [Fact]
    public void Two_messages_of_the_same_kind_and_size_do_not_mix()
    {
        byte[] one = Body(2000), two = [.. one.Select(b => (byte)~b)];
        Jt808Frame[] first = Parts(one, 10), second = Parts(two, 12);
        var assembler = new SubpacketAssembler();
        assembler.Add(first[0], Noon, out _);
        assembler.Add(second[1], Noon, out _);
        Assert.Equal(AssemblyResult.Complete, assembler.Add(second[0], Noon, out Jt808Frame whole));
        Assert.Equal(two, whole.Body.ToArray());
        Assert.Equal(AssemblyResult.Complete, assembler.Add(first[1], Noon, out whole));
        Assert.Equal(one, whole.Body.ToArray());
    }

    [Fact]
    public void A_part_sent_twice_counts_once()
    {
        Jt808Frame[] parts = Parts(Body(3000), 1);
        var assembler = new SubpacketAssembler();
        assembler.Add(parts[0], Noon, out _);
        long held = assembler.HeldBytes;
        Assert.Equal(AssemblyResult.Duplicate, assembler.Add(parts[0], Noon, out _));
        Assert.Equal(held, assembler.HeldBytes);
    }

    [Fact]
    public void Missing_parts_are_named_once_the_line_has_been_quiet()
    {
        Jt808Frame[] parts = Parts(Body(5000), 7);
        var assembler = new SubpacketAssembler();
        assembler.Add(parts[0], Noon, out _);
        assembler.Add(parts[3], Noon.AddSeconds(2), out _);
        Assert.Empty(assembler.Missing(Noon.AddSeconds(1)));
        MissingParts missing = Assert.Single(assembler.Missing(Noon.AddSeconds(2)));
        Assert.Equal((0x0801, 7), (missing.MessageId, missing.FirstSequence));
        Assert.Equal([2, 3, 5], missing.Parts);
        Assert.Equal(1, assembler.DropOlderThan(Noon.AddSeconds(2)));
        Assert.Equal(0, assembler.HeldBytes);
    }

    [Fact]
    public void What_is_held_stays_under_its_limits_whatever_is_sent()
    {
        var random = new Random(808);
        var assembler = new SubpacketAssembler(maxMessages: 3, maxBytes: 10_000);
        for (int i = 0; i < 20_000; i++)
        {
            ushort total = (ushort)random.Next(1, 65536);
            Jt808Header header = Wire.Header((ushort)random.Next(3), sequence: (ushort)random.Next(65536)) with
            {
                SubpacketTotal = total, SubpacketIndex = (ushort)random.Next(1, total + 1),
            };
            assembler.Add(new Jt808Frame(header, new byte[random.Next(1024)]), Noon.AddSeconds(i), out _);
            Assert.InRange(assembler.Count, 0, 3);
            Assert.InRange(assembler.HeldBytes, 0, 10_000);
        }

        Assert.True(assembler.Dropped > 0);
    }

    [Fact]
    public void A_message_over_the_limit_is_given_up_and_the_next_one_still_comes_through()
    {
        var assembler = new SubpacketAssembler(maxMessages: 2, maxBytes: 4000);
        foreach (Jt808Frame part in Parts(Body(20_000), 1)) Assert.NotEqual(AssemblyResult.Complete, assembler.Add(part, Noon, out _));
        Jt808Frame[] small = Parts(Body(1500), 100);
        assembler.Add(small[0], Noon.AddSeconds(1), out _);
        Assert.Equal(AssemblyResult.Complete, assembler.Add(small[1], Noon.AddSeconds(1), out _));
    }

    private static byte[] Body(int length)
    {
        byte[] body = new byte[length];
        new Random(length).NextBytes(body);
        return body;
    }

    private static Jt808Frame[] Parts(byte[] body, ushort sequence) =>
        [.. Subpackets.Split(Wire.Header(0x0801, sequence: sequence), body).Select(Wire.Read)];
}
