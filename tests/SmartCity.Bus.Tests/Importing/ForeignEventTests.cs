using System.Text;
using System.Text.Json;
using SmartCity.Bus.Importing;
using SmartCity.Contracts;

namespace SmartCity.Bus.Tests.Importing;

public sealed class ForeignEventTests
{
    private static readonly ImportOptions Import = new() { Queue = "q", Sources = { new SourceOptions { Source = Foreign.Source, Types = { Foreign.Type }, DaprType = Foreign.Type } } };

    [Fact]
    public void Every_golden_sample_fits_its_own_contract_and_none_without_a_field_that_must_be_there()
    {
        var samples = Directory.GetFiles(Path.Combine(Root(), "tests/SmartCity.Contracts.Tests/golden"), "*.json");
        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            var whole = Foreign.Parse(File.ReadAllText(sample));
            var type = EventTypes.Find(whole.GetProperty("type").GetString()!)!;
            var (read, mistake) = Contract.Read(type, Encoding.UTF8.GetBytes(whole.GetProperty("data").GetRawText()));
            Assert.True(read is not null, $"{sample}: {mistake}");
            Assert.NotNull(Contract.Read(type, "{}"u8).Mistake);
        }
    }

    [Fact]
    public void A_message_cut_short_or_bent_anywhere_is_refused_or_read_but_never_throws()
    {
        var whole = Encoding.UTF8.GetBytes(Foreign.Event("1"));
        for (var length = 0; length < whole.Length; length++)
            Assert.NotNull(ForeignEvent.Read(whole.AsMemory(0, length)).Refusal);
        for (var place = 0; place < whole.Length; place++)
            foreach (var bent in new byte[] { 0, (byte)'"', (byte)'\\', 0xFF, (byte)(whole[place] ^ 1) })
            {
                byte[] message = [.. whole];
                message[place] = bent;
                if (ForeignEvent.Read(message).Event is { } read)
                    _ = ImportRules.Judge(read, Import, BusNode.Id, [BusNode.Id], DateTimeOffset.UnixEpoch);
            }
    }

    [Fact]
    public void What_left_here_and_comes_back_is_let_go_and_what_only_says_so_is_refused()
    {
        Assert.Same(Verdict.Ours, Judge(Foreign.Event($"{BusNode.Id}.1.2", source: $"/{BusNode.Id}/environment")));
        Assert.Equal("source-not-allowed", Judge(Foreign.Event("1", source: $"/{BusNode.Id}/environment")).Refusal?.Reason);
    }

    [Fact]
    public void An_event_that_a_sidecar_made_of_plain_data_is_the_type_that_settings_name_for_its_sender() =>
        Assert.Equal(Foreign.Type, Judge(Foreign.Event("1", whole => whole["type"] = ImportRules.DaprSent)).Envelope?.Type);

    [Fact]
    public void Text_that_no_database_takes_is_refused() =>
        Assert.Equal("data-invalid", Judge(Foreign.Event("1", whole => whole["data"]!["stationName"] = "a\0b")).Refusal?.Reason);

    [Fact]
    public void Data_is_kept_as_it_was_written_also_what_this_build_does_not_know_of_it()
    {
        var message = Foreign.Event("1", whole => whole["data"]!["grade"] = "V");
        Assert.Contains("\"grade\":\"V\"", Encoding.UTF8.GetString(Judge(message).Envelope!.Data.Span), StringComparison.Ordinal);
        var encoded = Foreign.Event("1", whole =>
        {
            whole["data_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(whole["data"]!.ToJsonString()));
            whole.Remove("data");
        });
        Assert.Equal("stations/WW-1", Judge(encoded).Envelope?.Subject);
    }

    private static Verdict Judge(string message) => ImportRules.Judge(ForeignEvent.Read(Encoding.UTF8.GetBytes(message)).Event!, Import, BusNode.Id, [BusNode.Id], DateTimeOffset.UnixEpoch);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SmartCity.sln")))
                return folder.FullName;
        throw new InvalidOperationException("There is no SmartCity.sln above the tests.");
    }
}
