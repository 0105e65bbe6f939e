using SmartCity.Protocols.Gat1400;

namespace SmartCity.Protocols.Tests.Gat1400;

public sealed class RouteTests
{
    [Theory]
    [InlineData("/VIID/MotorVehicles", ViidCollection.MotorVehicles, null, null)]
    [InlineData("/viid/faces/", ViidCollection.Faces, null, null)]
    [InlineData("/VIID/Images/1%202/Data", ViidCollection.Images, "1 2", "Data")]
    [InlineData("/VIID/APEs/43040500001190000001", ViidCollection.APEs, "43040500001190000001", null)]
    public void A_path_names_a_collection_an_object_and_a_part(string path, ViidCollection collection, string? id, string? part)
    {
        Assert.True(ViidRoute.TryParse(path, out var route));
        Assert.Equal(new(collection, id, part), route);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/VIID")]
    [InlineData("/VIID/System/Register")]
    [InlineData("/VIID/7")]
    [InlineData("/api/Faces")]
    [InlineData("VIID/Faces")]
    [InlineData("/VIID/Faces,Persons")]
    [InlineData("/VIID/Images/1/Data/2")]
    public void What_names_no_collection_is_no_route(string? path) => Assert.False(ViidRoute.TryParse(path, out _));

    [Fact]
    public void Every_collection_has_a_path_that_reads_back_and_takes_POST()
    {
        foreach (var collection in Enum.GetValues<ViidCollection>())
        {
            Assert.True(ViidRoute.TryParse(ViidPaths.Of(collection), out var route));
            Assert.Equal(collection, route.Collection);
            Assert.Contains("POST", route.Methods);
            Assert.True(ViidRoute.TryParse(ViidPaths.DataOf(collection, "a/b"), out var data));
            Assert.Equal((collection, "a/b", "Data"), (data.Collection, data.Id, data.Part));
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("application/VIID+JSON", true)]
    [InlineData("application/viid+json; charset=utf-8", true)]
    [InlineData("application/json;charset=GB2312", true)]
    [InlineData("application/xml", false)]
    [InlineData("multipart/form-data; boundary=application/json", false)]
    public void JSON_comes_under_several_content_types(string? type, bool expected) => Assert.Equal(expected, ViidPaths.IsJson(type));

    [Fact]
    public void A_query_is_read_with_its_page_ids_and_filters()
    {
        Assert.Null(ViidQuery.TryRead([new("RecordStartNo", "11"), new("pagerecordnum", "10"), new("IDList", "a, b"), new("MotorVehicle.PlateNo", "湘D12345"),
            new("unknown", "x")], out var query));
        Assert.Equal((11, 10), (query.RecordStartNo, query.PageRecordNum));
        Assert.Equal(["a", "b"], query.Ids);
        Assert.Equal([new("MotorVehicle", "PlateNo", "湘D12345")], query.Filters);
    }

    [Theory]
    [InlineData("RecordStartNo", "0")]
    [InlineData("RecordStartNo", "-1")]
    [InlineData("PageRecordNum", "1001")]
    [InlineData("PageRecordNum", "ten")]
    public void A_bad_page_is_named(string name, string value)
    {
        var fault = ViidQuery.TryRead([new(name, value)], out var query);
        Assert.Equal("?" + name, fault?.Path);
        Assert.Equal((1, 100), (query.RecordStartNo, query.PageRecordNum));
    }

    [Fact]
    public void More_ids_or_filters_than_are_read_are_a_fault()
    {
        Assert.Null(ViidQuery.TryRead([new("IDList", string.Join(',', Enumerable.Range(0, ViidQuery.MaxTerms)))], out _));
        Assert.NotNull(ViidQuery.TryRead([new("IDList", string.Join(',', Enumerable.Range(0, ViidQuery.MaxTerms + 1)))], out _));
        Assert.NotNull(ViidQuery.TryRead(Enumerable.Range(0, ViidQuery.MaxTerms + 1).Select(i => KeyValuePair.Create($"Face.F{i}", "1")), out _));
    }
}
