using FsCheck.Fluent;
using SmartCity.Protocols.Cap;

namespace SmartCity.Protocols.Tests.Cap;

public class CapHostileInputTests
{
    private static readonly byte[] China = Alerts.Utf8(ChinaWarningTests.Document);

    [Fact]
    public void A_document_cut_anywhere_is_no_XML()
    {
        byte[] document = Alerts.Write(Alerts.Plain);
        for (int length = 0; length < document.Length; length++)
        {
            CapReading<CapAlert> reading = CapReader.Read(document.AsSpan(0, length));
            Assert.Null(reading.Value);
            Assert.Equal(CapProblemKind.NotXml, Assert.Single(reading.Problems).Kind);
        }
    }

    [Fact]
    public void Bent_spliced_and_random_documents_give_an_alert_or_a_reason_and_never_an_exception()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out int given) ? given : Random.Shared.Next();
        var random = new Random(seed);
        byte[][] good = [.. Alerts.Any.Sample(20).Select(Alerts.Write), China];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] document = Bend(good[random.Next(good.Length)], good[random.Next(good.Length)], random);
            try
            {
                Judge(CapReader.Read(document));
                Judge(ChinaWarningReader.Read(document));
            }
            catch (Exception e)
            {
                Assert.Fail($"FUZZ_SEED={seed} step {i}: {e.Message} for {Convert.ToHexString(document)}");
            }
        }
    }

    [Fact]
    public void A_million_entities_are_never_expanded()
    {
        string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x0 \"ha\">"
            + string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY x{i} \"&x{i - 1};&x{i - 1};\">")) + "]><alert>&x30;</alert>";
        Assert.Equal(CapProblemKind.DocumentType, Assert.Single(CapReader.Read(Alerts.Utf8(bomb)).Problems).Kind);
        byte[] hidden = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(bomb)];
        Assert.Equal(CapProblemKind.DocumentType, Assert.Single(CapReader.Read(hidden).Problems).Kind);
    }

    private static void Judge<T>(CapReading<T> reading) where T : class =>
        Assert.Equal(reading.Value is null, reading.Problems.Any(problem => problem.IsFatal));

    private static byte[] Bend(byte[] document, byte[] other, Random random)
    {
        var bytes = new List<byte>(document);
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 30), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                default: bytes[at] = "0123456789-+:T<>&\"Zz ,."u8[random.Next(23)]; break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
