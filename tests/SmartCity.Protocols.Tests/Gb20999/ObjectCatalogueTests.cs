using SmartCity.Protocols.Gb20999;

namespace SmartCity.Protocols.Tests.Gb20999;

public class ObjectCatalogueTests
{
    [Fact]
    public void Every_code_list_of_the_table_is_an_enum_with_the_same_codes()
    {
        var types = typeof(FrameType).Assembly.GetTypes().Where(type => type.IsEnum).ToDictionary(type => type.Name);
        foreach (var list in ObjectCatalogue.Codes.Keys.GroupBy(key => key.List, key => key.Code))
        {
            Assert.Equal(Enum.GetValues(types[list.Key]).Cast<byte>().Order(), list.Order());
        }
    }

    [Fact]
    public void Every_code_kind_names_a_list_that_exists() =>
        Assert.All(ObjectCatalogue.All.Where(definition => definition.CodeList is not null),
            definition => Assert.Contains(ObjectCatalogue.Codes.Keys, key => key.List == definition.CodeList));

    [Fact]
    public void The_conformance_run_asked_for_every_attribute_of_the_table()
    {
        var asked = ConformanceFrame.Load().Select(row => row.Code).Distinct().Select(code =>
        {
            DataAddress.TryParse(code, out DataAddress address);
            return address.Definition;
        }).ToHashSet();
        Assert.Equal(177, asked.Count);
        Assert.Equal(asked, ObjectCatalogue.All.Select(definition => definition.Address).ToHashSet());
    }

    [Fact]
    public void Lists_start_at_the_end_of_the_bytes_as_the_cycle_and_the_conflicts_of_a_real_controller_show()
    {
        ObjectDefinition times = ObjectCatalogue.Named("PlanStageTimes");
        var numbers = (NumbersValue)SignalValues.Read(times, Convert.FromHexString(new string('0', 48) + "001F001D001F001D"));
        Assert.Equal([29, 31, 29, 31], numbers.Numbers[..4]);
        Assert.Equal(120, numbers.Numbers.Sum());
        ObjectDefinition conflicts = ObjectCatalogue.Named("ConflictingPhases");
        Assert.Equal(new MembersValue([5, 6, 7, 8, 10, 13, 14, 15, 16]), SignalValues.Read(conflicts, Convert.FromHexString("000000000000F2F0")));
    }

    [Fact]
    public void Users_see_codes_in_Chinese()
    {
        Assert.Equal("本地协调控制", ObjectCatalogue.NameOf(nameof(ControlMode), (byte)ControlMode.LocalCoordinated));
        Assert.Null(ObjectCatalogue.NameOf(nameof(AlarmType), 0x80)); // sent by a real controller, in no list
    }

    [Fact]
    public void Text_in_GB_18030_is_read_and_written_as_such()
    {
        ObjectDefinition location = ObjectCatalogue.Named("Location");
        byte[] sent = ChineseText.Gb18030.GetBytes("解放路与蒸湘路");
        SignalValue read = SignalValues.Read(location, sent);
        Assert.Equal(new TextValue("解放路与蒸湘路", IsGb18030: true), read);
        Assert.Equal(sent, SignalValues.Write(location, read)!);
    }
}
