using SmartCity.Contracts;
using SmartCity.Kernel.Modules;

namespace SmartCity.Architecture.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void Every_module_that_was_written_is_in_the_build() =>
        Assert.Equal(ModuleFolder.All.Select(folder => folder.Type).Order(), BuiltModules.All.Select(module => module.GetType().Name).Order());

    [Fact]
    public void A_modules_name_is_its_folders_and_no_route_stands_twice()
    {
        Assert.All(ModuleFolder.All, folder => Assert.Equal($"services/{folder.Name}/", folder.Folder));
        Assert.Distinct(BuiltModules.All.Select(module => module.Route).Append("platform").Append("kernel"));
        Assert.All(BuiltModules.All, module => Assert.Matches("^[a-z]+(-[a-z]+)*$", module.Route));
    }

    [Fact]
    public void Event_types_are_named_by_the_route_of_the_module_whose_folder_they_stand_in() =>
        Assert.Empty(EventTypes.All.SelectMany(type => FindMistakes(type.Name, type.Clr.Namespace!, BuiltModules.All)));

    [Theory]
    [InlineData("fed.node-enrolled.v1", "SmartCity.Contracts.Federation")]
    [InlineData("platform.node-enrolled.v1", "SmartCity.Contracts.Federation")]
    [InlineData("federation.node-enrolled.v1", "SmartCity.Contracts.Platform")]
    public void An_event_of_another_area_is_noticed(string name, string space) => Assert.Single(FindMistakes(name, space, BuiltModules.All));

    // A module that is not in the build yet may have its events in the contracts already; its area is checked once it is.
    private static IEnumerable<string> FindMistakes(string name, string space, IReadOnlyList<IModule> modules)
    {
        var area = name.Split('.')[0];
        var folder = space.Split('.')[^1];
        var expected = folder == "Platform" ? "platform" : modules.FirstOrDefault(module => module.Name == folder)?.Route ?? area;
        if (area != expected)
            yield return $"{name} stands in {space} and must begin with {expected}.";
        else if (folder != "Platform" && modules.Any(module => module.Route == area && module.Name != folder))
            yield return $"{name} stands in {space}, not in the folder of its module.";
    }
}
