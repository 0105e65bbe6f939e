using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("SmartCity.Simulators.Tests")]
